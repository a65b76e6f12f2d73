using Orleans;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Tests.Grains;

public abstract class BusyGrainBase(TimeProvider time) : Grain, IBusyGrain
{
    private int _inside;
    private int _max;

    public Task Work(TimeSpan time) => Stay(time);

    public Task Rush(TimeSpan time) => Stay(time);

    public Task<int> Peek() => Task.FromResult(_inside);

    public Task Read(TimeSpan time) => Stay(time);

    public Task<int> MaxInside() => Task.FromResult(_max);

    public Task Start(TimeSpan time) => Stay(time);

    private async Task Stay(TimeSpan span)
    {
        _max = Math.Max(_max, ++_inside);
        await Task.Delay(span, time);
        _inside--;
    }
}

[GrainType("test.busy")]
public sealed class BusyGrain(TimeProvider time) : BusyGrainBase(time);

[GrainType("test.busy-reentrant"), Reentrant]
public sealed class ReentrantBusyGrain(TimeProvider time) : BusyGrainBase(time), IReentrantBusyGrain;

[GrainType("test.busy-predicate"), MayInterleave(nameof(IsRush))]
public sealed class PredicateBusyGrain(TimeProvider time) : BusyGrainBase(time), IPredicateBusyGrain
{
    public static bool IsRush(IInvokable request) => request.GetMethodName() == nameof(Rush);
}
