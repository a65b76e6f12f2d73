using Krewe.Backends;
using Orleans.Concurrency;

namespace Krewe.Replicas;

/// <summary>One copy of one version of a model. Key: <see cref="Naming.ReplicaId"/>.</summary>
[Alias("krewe.IReplicaGrain")]
public interface IReplicaGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes it so: the model server runs that spec under that lease. Returns at once with what is; readiness comes later.
    /// An older epoch than the one it has, or one that has ended, changes nothing: the view says which one it is at. Can be repeated, and is, each second.
    /// </summary>
    /// <param name="assignment">What the pool wants.</param>
    [Alias("ensure")]
    Task<ReplicaView> EnsureAsync(ReplicaAssignment assignment);

    /// <summary>Takes no more requests, finishes those it has within the spec's stop grace, then stops the model server. Returns at once with what is. Can be repeated.</summary>
    /// <param name="epoch">The epoch of the lease that ends; an older one than the replica's is ignored.</param>
    [Alias("stop")]
    Task<ReplicaView> StopAsync(long epoch);

    /// <summary>Executes a granted request on the model server.</summary>
    /// <param name="order">The request.</param>
    /// <param name="cancellationToken">Reaches the model server as a broken connection.</param>
    [Alias("execute"), AlwaysInterleave, ResponseTimeout("01:05:00")]
    Task<ExecutionResult> ExecuteAsync(ExecutionOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Cancels an execution that may be preempted: it ends as <see cref="Models.ExecutionOutcome.Preempted"/>, and its front asks again. One
    /// that has ended, or may not be, is left alone. Can be repeated.
    /// </summary>
    /// <param name="ticketId">Which ticket.</param>
    /// <param name="attempt">Which execution of it.</param>
    [Alias("preempt"), AlwaysInterleave, OneWay]
    Task PreemptAsync(string ticketId, int attempt);

    /// <summary>The silo tells what its model server does. Can be repeated.</summary>
    /// <param name="status">The model server's state.</param>
    [Alias("backend"), AlwaysInterleave]
    Task BackendChangedAsync(BackendStatus status);

    /// <summary>What the replica is.</summary>
    [Alias("get"), AlwaysInterleave]
    Task<ReplicaView> GetAsync();
}
