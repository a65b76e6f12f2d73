using Orleans.Serialization.Invocation;

namespace Krewe.Conformance.Tests.Reentrancy;

public abstract class BusyGrainBase : Grain, IBusyGrain
{
    public Task Work(string name) => Stay(name);

    public Task Rush(string name) => Stay(name);

    public Task Read(string name) => Stay(name);

    public Task Dart(string name) => Stay(name);

    public Task<string[]> Begun() => Task.FromResult(Notes.Of(this).All.Where(note => !note.StartsWith('/')).ToArray());

    private async Task Stay(string name)
    {
        Notes.Of(this).Add(name);
        await Notes.Of(this).Gate(name);
        Notes.Of(this).Add($"/{name}");
    }
}

[GrainType("conf.busy")]
public sealed class BusyGrain : BusyGrainBase;

[GrainType("conf.busy-reentrant"), Reentrant]
public sealed class ReentrantBusyGrain : BusyGrainBase, IReentrantBusyGrain;

[GrainType("conf.busy-static-predicate"), MayInterleave(nameof(IsRush))]
public sealed class StaticPredicateGrain : BusyGrainBase, IStaticPredicateGrain
{
    public static bool IsRush(IInvokable request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.GetMethodName() == nameof(IBusyGrain.Rush);
    }
}

[GrainType("conf.busy-instance-predicate"), MayInterleave(nameof(IsAllowed))]
public sealed class InstancePredicateGrain : BusyGrainBase, IInstancePredicateGrain
{
    private string? _allowed;

    public Task Allow(string name)
    {
        _allowed = name;
        return Task.CompletedTask;
    }

    public bool IsAllowed(IInvokable request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.GetArgumentCount() == 1 && _allowed is not null && request.GetArgument(0) is string name && name == _allowed;
    }
}

[GrainType("conf.busy-throwing-predicate"), MayInterleave(nameof(Fail))]
public sealed class ThrowingPredicateGrain : BusyGrainBase, IThrowingPredicateGrain
{
    public static bool Fail(IInvokable request) => throw new InvalidOperationException("no idea");
}
