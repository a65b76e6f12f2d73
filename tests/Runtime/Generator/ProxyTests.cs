using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Tests.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Generator;

public sealed class ProxyTests
{
    private static readonly GrainId Id = GrainId.Create("child", "key");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_AllKindsOfMethods_ReachTheTarget(bool overBytes)
    {
        Child target = new();
        (IChild child, _) = Make(target, overBytes);
        Assert.Equal(5, await child.Add(2, 3));
        List<int> list = [1, 2];
        List<int> same = await child.Same(list);
        Assert.Equal(list, same);
        Assert.NotSame(list, same);
        await child.Tell(new Person("Ann", 1));
        child.Fire(9);
        Assert.Equal(["Ann", 9], target.Seen.Select(seen => seen is Person person ? person.Name : seen));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_TargetThrows_CallerSeesTheException(bool overBytes)
    {
        (IChild child, _) = Make(new Child(), overBytes);
        using CancellationTokenSource source = new();
        FailureException failure = await Assert.ThrowsAsync<FailureException>(() => child.Wait("w", source.Token));
        Assert.Equal(("w", 7), (failure.Message, failure.Code));
        ArgumentOutOfRangeException argument = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => child.Add(-1, 0));
        Assert.Equal("left", argument.ParamName);
        Assert.Contains("Child.Add", argument.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ImmutableParameter_IsShared()
    {
        Child target = new();
        (IChild child, _) = Make(target, overBytes: false);
        Person shared = new("s", 1);
        Person copied = new("c", 2);
        Person result = await child.Pass(shared, copied);
        Assert.Same(shared, target.Seen[0]);
        Assert.NotSame(copied, target.Seen[1]);
        Assert.NotSame(target.Seen[1], result);
        Assert.Equal([1], await child.Give());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_ReferenceArgument_StaysCallable(bool overBytes)
    {
        Child target = new();
        (IChild child, _) = Make(target, overBytes);
        await child.Use(child, Id);
        IChild seen = Assert.IsAssignableFrom<IChild>(target.Seen[0]);
        Assert.Equal(Id, ((GrainReference)seen).GrainId);
        Assert.Equal(Id, target.Seen[1]);
        Assert.Equal(7, await seen.Add(3, 4));
        await child.Use(null, null);
        Assert.Null(target.Seen[2]);
        Assert.Null(target.Seen[3]);
    }

    [Fact]
    public async Task Request_Accessors_DescribeTheCall()
    {
        (IChild child, LoopbackSender sender) = Make(new Child(), overBytes: false);
        using CancellationTokenSource source = new();
        await Assert.ThrowsAsync<FailureException>(() => child.Wait("w", source.Token));
        GrainRequest request = Assert.Single(sender.Requests);
        Assert.Equal((1, "w"), (request.GetArgumentCount(), (string?)request.GetArgument(0)));
        request.SetArgument(0, "v");
        Assert.Equal("v", request.GetArgument(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => request.GetArgument(1));
        Assert.Equal(("Wait", "wait", TimeSpan.FromSeconds(5)), (request.GetMethodName(), request.Method.WireName, request.GetDefaultResponseTimeout()));
        Assert.Equal(GrainMethodOptions.AlwaysInterleave, request.Method.Options);
        Assert.Equal(typeof(IChild).GetMethod("Wait"), request.GetMethod());
        Assert.Equal(source.Token, request.GetCancellationToken());
        Assert.True(request.IsCancellable);
        GrainRequest copy = request.Copy();
        Assert.Equal(default, copy.GetCancellationToken());
        copy.MakeCancellable();
        Assert.True(copy.TryCancel());
        Assert.True(copy.GetCancellationToken().IsCancellationRequested);
    }

    [Fact]
    public async Task Invoke_WithoutTarget_SaysSo()
    {
        GrainMethod method = ManifestRegistry.Instance.FindMethod("test.parent", "Add")!;
        Exception? error = (await method.Create().Invoke()).Exception;
        Assert.Contains("test.parent/Add", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Registry_KnowsInterfacesMethodsAndClasses()
    {
        ManifestRegistry registry = ManifestRegistry.Instance;
        string child = typeof(IChild).FullName!;
        Assert.Equal(typeof(IParent), registry.FindInterface("test.parent")!.InterfaceType);
        Assert.Equal(typeof(IParent), registry.FindMethod("test.parent", "Add")!.InterfaceType);
        Assert.Equal(typeof(ITyped<List<int>>).GetMethod("Same"), registry.FindMethod(child, "Same")!.Method);
        Assert.Equal(TimeSpan.FromMinutes(1), registry.FindMethod("test.parent", "Add")!.ResponseTimeout);
        Assert.Null(registry.FindMethod(child, "Tell")!.ResponseTimeout);
        Assert.Null(registry.FindMethod(child, "Add"));
        Assert.Equal(GrainMethodOptions.OneWay, registry.FindMethod(child, "Tell")!.Options);
        Assert.Equal(GrainMethodOptions.OneWay, registry.FindMethod(child, "Fire")!.Options);
        Assert.Equal(GrainMethodOptions.ReadOnly, registry.FindMethod(child, "Pass")!.Options);
        GrainClassEntry entry = Assert.Single(registry.GrainClasses, entry => entry.GrainClass == typeof(Child));
        Assert.Equal([typeof(IChild), typeof(IParent), typeof(ITyped<List<int>>)], entry.GrainInterfaces);
        Assert.Contains("KRW7110", Assert.Throws<ArgumentException>(
            () => registry.CreateReference(typeof(ITyped<int>), Id, new LoopbackSender(this, false))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_AssemblyLoadedLater_IsTakenIn()
    {
        _ = ManifestRegistry.Instance.GrainClasses;
        GeneratorRun run = GeneratorRun.Of(
            "namespace Later { public interface ILate : IGrainWithStringKey { Task<string> Hi(string name); } public class Late : Grain, ILate { public Task<string> Hi(string name) => Task.FromResult(name + \"!\"); } }",
            "Later");
        Type type = run.Load().GetType("Later.Late")!;
        GrainClassEntry entry = Assert.Single(ManifestRegistry.Instance.GrainClasses, entry => entry.GrainClass == type);
        LoopbackSender sender = new(Activator.CreateInstance(type)!, overBytes: true);
        object proxy = sender.CreateReference(Id, entry.GrainInterfaces[0]);
        Assert.Equal("Ann!", await (Task<string>)entry.GrainInterfaces[0].GetMethod("Hi")!.Invoke(proxy, ["Ann"])!);
    }

    private static (IChild Child, LoopbackSender Sender) Make(Child target, bool overBytes)
    {
        LoopbackSender sender = new(target, overBytes);
        return ((IChild)sender.CreateReference(Id, typeof(IChild)), sender);
    }
}
