using Krewe.Runtime.Tests.Turns;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

internal sealed class ThreadGrain : Grain, IThreadGrain
{
    [ThreadStatic]
    private static bool _calling;

    private int _count;

    public ValueTask<ThreadSeen> Look() => new(new ThreadSeen
    {
        Thread = Environment.CurrentManagedThreadId,
        Value = CallersThreadTests.Value,
        Context = RequestContext.Get("key") as int? ?? -1,
        IsOwn = RuntimeContext.Current is { } context && ReferenceEquals(context.GrainInstance, this) && !_calling,
    });

    public async ValueTask<bool> CallsRunWithin(string other)
    {
        _calling = true;
        var seen = GrainFactory.GetGrain<IThreadGrain>(other).Look().AsTask();
        _calling = false;
        return !(await seen).IsOwn;
    }

    public async Task<int> Count()
    {
        var before = _count;
        await Task.CompletedTask;
        _count = before + 1;
        if (before % 10 == 0)
        {
            await Task.Yield();
        }

        return before + 1;
    }
}
