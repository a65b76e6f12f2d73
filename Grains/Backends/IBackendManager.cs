using System.Collections.Immutable;
using Krewe.Backends;
using Krewe.Naming;

namespace Krewe.Grains.Backends;

/// <summary>
/// The seam between replica grains and the model servers of their machine. It only does what it is told and tells what it sees:
/// when to start again is the replica's decision. One instance for each silo; thread-safe.
/// </summary>
public interface IBackendManager
{
    /// <summary>
    /// Starts the model server of a replica under its lease's epoch, or returns the one that runs under that epoch.
    /// Processes of older epochs are killed and their exit awaited first. Returns when the process is started; readiness is observed.
    /// </summary>
    /// <param name="order">What to start.</param>
    /// <param name="cancellationToken">Gives up waiting; nothing is left half started.</param>
    /// <exception cref="Errors.KreweException">An older epoch (KRW3104), or it could not be started (KRW4001, KRW4002).</exception>
    Task<BackendStatus> EnsureAsync(BackendOrder order, CancellationToken cancellationToken);

    /// <summary>Stops a model server: TERM, KILL after the grace. Completes when its exit was seen; a start that is under way
    /// is waited for and stopped too. Null when there is none.</summary>
    /// <param name="replica">Whose model server.</param>
    /// <param name="epoch">The epoch that ends; a newer one's process is left alone.</param>
    /// <param name="grace">Time between TERM and KILL.</param>
    /// <param name="cancellationToken">Gives up waiting; the stopping goes on.</param>
    Task<BackendStatus?> StopAsync(ReplicaId replica, long epoch, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Executes a request on a model server.</summary>
    /// <param name="replica">Whose model server.</param>
    /// <param name="epoch">Its epoch; any other gives the outcome Lost.</param>
    /// <param name="request">The protocol's JSON.</param>
    /// <param name="cancellationToken">Breaks the connection to the model server.</param>
    Task<BackendReply> InferAsync(ReplicaId replica, long epoch, ReadOnlyMemory<byte> request, CancellationToken cancellationToken);

    /// <summary>
    /// Executes several requests that were found to go together as one on a model server, and gives each its own part of the answer. What
    /// cannot be put together, or fails together, is executed one by one, so that a bad request harms only itself.
    /// </summary>
    /// <param name="replica">Whose model server.</param>
    /// <param name="epoch">Its epoch; any other gives the outcome Lost.</param>
    /// <param name="requests">The protocol's JSON of each; not empty.</param>
    /// <param name="cancellationToken">Breaks the connection to the model server.</param>
    /// <returns>An answer for each, in the same order.</returns>
    Task<IReadOnlyList<BackendReply>> InferBatchAsync(
        ReplicaId replica, long epoch, IReadOnlyList<ReadOnlyMemory<byte>> requests, CancellationToken cancellationToken);

    /// <summary>The model server of a replica; null when none was started.</summary>
    /// <param name="replica">Whose model server.</param>
    BackendStatus? Find(ReplicaId replica);

    /// <summary>Every model server that runs, or whose exit was seen and not yet forgotten.</summary>
    ImmutableArray<BackendStatus> List();

    /// <summary>Lines of a model server's log.</summary>
    /// <param name="replica">Whose model server.</param>
    /// <param name="afterSequence">Lines after this one; 0 for all that are kept.</param>
    /// <param name="maxLines">The most lines; the newest are given.</param>
    LogPage ReadLogs(ReplicaId replica, long afterSequence, int maxLines);
}
