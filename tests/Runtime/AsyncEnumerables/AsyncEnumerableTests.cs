using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.AsyncEnumerables;

public sealed class AsyncEnumerableTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 1)]
    [InlineData(250, 100)]
    [InlineData(250, 7)]
    public void Enumerate_ItemsReady_AllInOrder(int count, int batch) => Run(async silo =>
    {
        var items = await ToListAsync(Grain(silo).Count(count, TimeSpan.Zero).WithBatchSize(batch));
        Assert.Equal(Enumerable.Range(0, count), items);
        Assert.Equal(["begun", "ended"], silo.Events());
    });

    [Fact]
    public void Enumerate_NotEnumerated_NothingIsCalled() => Run(async silo =>
    {
        _ = Grain(silo).Count(3, TimeSpan.Zero);
        await silo.Delay(S(1));
        Assert.Empty(silo.Events());
    });

    [Fact]
    public void Enumerate_ItemsReady_OneCallForABatch()
    {
        var calls = new List<string>();
        Run(
            async silo =>
            {
                calls.Clear();
                await ToListAsync(Grain(silo).Count(250, TimeSpan.Zero));
                Assert.Equal(["StartEnumeration Count", "MoveNext", "MoveNext"], calls);
            },
            builder => builder.AddIncomingGrainCallFilter(context =>
            {
                calls.Add(context.MethodName + (context.Request.GetArgumentCount() == 3 ? " " + ((Orleans.Serialization.Invocation.IInvokable)context.Request.GetArgument(1)!).GetMethodName() : ""));
                Assert.Equal("Orleans.Runtime.IAsyncEnumerableGrainExtension", context.InterfaceName);
                return context.Invoke();
            }));
    }

    [Fact]
    public void Enumerate_ItemsComeSlowly_EachArrivesWhenItIsThere() => Run(async silo =>
    {
        var begin = silo.Time.GetUtcNow();
        var times = new List<double>();
        await foreach (var _ in Grain(silo).Count(3, S(40)))
        {
            times.Add((silo.Time.GetUtcNow() - begin).TotalSeconds); // longer than a response time-out: no call waits that long
        }

        Assert.Equal([40, 80, 120], times);
    });

    [Fact]
    public void Enumerate_MethodThrows_ItemsThenItsException() => Run(async silo =>
    {
        var items = new List<string>();
        var thrown = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var item in Grain(silo).FailAfter(3))
            {
                items.Add(item);
            }
        });
        Assert.Equal(["item 0", "item 1", "item 2"], items);
        Assert.Equal("no more", thrown.Message);
    });

    [Fact]
    public void Enumerate_ItemIsChangedLater_CallerHasItAsItWas() => Run(async silo =>
        Assert.Equal([1, 2, 3], (await ToListAsync(Grain(silo).Growing(3))).Select(list => list.Count)));

    [Fact]
    public void Break_BeforeTheEnd_EnumeratorIsDisposedWithItsTokenSignalled() => Run(async silo =>
    {
        await foreach (var number in Grain(silo).Count(int.MaxValue, S(1)))
        {
            if (number == 2)
            {
                break;
            }
        }

        await silo.Delay(S(0.1));
        Assert.Equal(["begun", "cancelled"], silo.Events());
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cancel_WhileItWaits_CallerGoesOnAtOnceAndTheMethodEnds(bool atTheMethod) => Run(async silo =>
    {
        using var cancellation = new CancellationTokenSource(S(2.5), silo.Time);
        var numbers = atTheMethod
            ? Grain(silo).Count(int.MaxValue, S(1), cancellation.Token)
            : Grain(silo).Count(int.MaxValue, S(1));
        var count = 0;
        var seconds = await silo.SecondsOf(() => Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in atTheMethod ? numbers.WithCancellation(default) : numbers.WithCancellation(cancellation.Token))
            {
                count++;
            }
        }));
        Assert.Equal((2, 2.5), (count, seconds));
        await silo.Delay(S(0.1));
        Assert.Equal(["begun", "cancelled"], silo.Events());
    });

    [Fact]
    public void Caller_Vanishes_EnumeratorIsDisposedAfterItsTime() => Run(async silo =>
    {
        var enumerator = Grain(silo).Count(int.MaxValue, S(1)).GetAsyncEnumerator();
        Assert.True(await enumerator.MoveNextAsync());
        await silo.Delay(S(25));
        Assert.Equal(["begun"], silo.Events());
        await silo.Delay(S(60));
        Assert.Equal(["begun", "cancelled"], silo.Events());
        await Assert.ThrowsAsync<EnumerationAbortedException>(async () => await enumerator.MoveNextAsync());
    });

    [Fact]
    public void Grain_IsDeactivated_CallerHearsOfItAtOnce() => Run(async silo =>
    {
        var grain = Grain(silo);
        await using var enumerator = grain.Count(int.MaxValue, S(100)).GetAsyncEnumerator();
        var next = enumerator.MoveNextAsync();
        await silo.Delay(S(1));
        await grain.Leave();
        Assert.Equal(0, await silo.SecondsOf(() => Assert.ThrowsAsync<EnumerationAbortedException>(async () => await next)));
        await silo.Delay(S(0.1));
        Assert.Contains("cancelled", silo.Events());
    });

    [Fact]
    public void Context_ChangesMeanwhile_TheOneOfTheBeginHolds() => Run(async silo =>
    {
        RequestContext.Set("test", "begin");
        var seen = new List<string?>();
        await foreach (var value in Grain(silo).Context(3, S(1)))
        {
            seen.Add(value);
            RequestContext.Set("test", "later");
        }

        Assert.Equal(["begin", "begin", "begin"], seen);
    });

    [Fact]
    public void OtherCalls_WhileItWaits_Interleave() => Run(async silo =>
    {
        var grain = Grain(silo);
        await using var enumerator = grain.Count(1, S(5)).GetAsyncEnumerator();
        var next = enumerator.MoveNextAsync();
        Assert.Equal(0, await silo.SecondsOf(grain.Activation));
        Assert.True(await next);
    });

    [Fact]
    public async Task Enumerate_AcrossSilos_AllInOrder()
    {
        await using var cluster = new InProcessTestClusterBuilder(2)
            .ConfigureSilo((_, silo) => silo.Services.AddSingleton<EventLog>().AddSingleton(TimeProvider.System)).Build();
        await cluster.DeployAsync();
        foreach (var silo in cluster.Silos)
        {
            var grain = silo.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<ISequenceGrain>("one");
            Assert.Equal(Enumerable.Range(0, 1_000), await ToListAsync(grain.Count(1_000, TimeSpan.Zero)));
            await Assert.ThrowsAsync<ArgumentException>(async () => await ToListAsync(grain.FailAfter(2)));
        }
    }

    private static ISequenceGrain Grain(SimulatedSilo silo) => silo.Grains.GetGrain<ISequenceGrain>("a");

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
