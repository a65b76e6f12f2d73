using Krewe.Runtime.Turns;
using Orleans.Runtime;

namespace Krewe.Runtime.Hosting;

/// <summary>The turns of the engine itself: placing, watching the cluster, asking other silos. No grain's context is there.</summary>
internal sealed class EngineTurns(ITurnScheduler scheduler, ILocalSiloDetails silo)
{
    private readonly TurnQueue _queue = new(scheduler, GrainId.Create("sys.engine", silo.SiloAddress.ToParsableString()));

    /// <summary>Queues work that nobody waits for. It must not throw.</summary>
    public void Run(Func<Task> work) => _queue.QueueAction(() =>
    {
        RequestContext.Current = null;
        _ = work();
    });

    /// <summary>Queues work and gives its outcome.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => Task.Factory.StartNew(
        () =>
        {
            RequestContext.Current = null;
            return work();
        },
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        _queue).Unwrap();
}
