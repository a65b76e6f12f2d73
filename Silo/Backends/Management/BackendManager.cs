using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Backends;
using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Backends.Batching;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Logs;
using Krewe.Silo.Backends.Protocol;
using Krewe.Silo.Backends.Weights;

namespace Krewe.Silo.Backends.Management;

/// <summary>Runs the model servers of this silo.</summary>
internal sealed partial class BackendManager : IBackendManager, IAsyncDisposable
{
    private readonly BackendServices _services;
    private readonly ConcurrentDictionary<ReplicaId, ReplicaBackend> _replicas = new();
    private readonly Lazy<Task<int>> _leftovers;

    // By lease; as long as the silo: a few hundred bytes for each.
    private readonly ConcurrentDictionary<(ReplicaId Replica, long Epoch), BatchExecution> _batches = new();
    private readonly ILogger<BackendManager> _logger;
    private volatile bool _stopping;

    public BackendManager(ServerLauncher launcher, WeightsCache weights, BackendOptions options, IBackendObserver observer, TimeProvider time, ILogger<BackendManager> logger)
    {
        _logger = logger;
        _services = new(launcher, weights, options, new StatusFeed(observer, logger), time, logger);
        _leftovers = new(() => launcher.EndLeftoversAsync());
    }

    /// <summary>Kills what an earlier silo left; nothing starts before. Returns how many processes were found.</summary>
    public Task<int> InitializeAsync() => _leftovers.Value;

    /// <inheritdoc/>
    public async Task<BackendStatus> EnsureAsync(BackendOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        await InitializeAsync().WaitAsync(cancellationToken);
        ThrowIfStopping();
        var replica = _replicas.GetOrAdd(order.Replica, static (id, services) => new(id, services), _services);
        var status = await replica.EnsureAsync(order, cancellationToken);
        if (_stopping)
        {
            await replica.StopNowAsync(TimeSpan.Zero); // Started while StopAllAsync was counting.
            ThrowIfStopping();
        }

        return status;
    }

    /// <inheritdoc/>
    public async Task<BackendStatus?> StopAsync(ReplicaId replica, long epoch, TimeSpan grace, CancellationToken cancellationToken) =>
        _replicas.TryGetValue(replica, out var backend) ? await backend.StopAsync(epoch, grace, cancellationToken) : null;

    /// <inheritdoc/>
    public BackendStatus? Find(ReplicaId replica) => _replicas.TryGetValue(replica, out var backend) ? backend.Status : null;

    /// <inheritdoc/>
    public ImmutableArray<BackendStatus> List() =>
        [.. _replicas.OrderBy(pair => pair.Key).Select(pair => pair.Value.Status).OfType<BackendStatus>()];

    /// <inheritdoc/>
    public async Task<BackendReply> InferAsync(ReplicaId replica, long epoch, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var run = _replicas.TryGetValue(replica, out var backend) ? backend.Run : null;
        if (run is null || run.Status.Epoch != epoch)
        {
            return Replies.NotSent(ErrorCodes.StaleEpoch, $"No model server of {replica} runs under epoch {epoch} on this silo; it may be executed elsewhere.");
        }

        if (run.Status.State is BackendState.Starting or BackendState.Exited)
        {
            return Replies.NotSent(ErrorCodes.BackendLost, $"The model server of {replica} is {(run.Status.State == BackendState.Exited ? "gone" : "not ready yet")}.");
        }

        var sent = _services.Time.GetTimestamp();
        try
        {
            var reply = await run.Client.InferAsync(request, cancellationToken).ConfigureAwait(false);
            // What the silo itself ended (its device is lost, its lease is over) was lost by no fault of the request.
            var ended = reply.Outcome == InferOutcome.Lost && run.Status is { State: BackendState.Stopping } or { State: BackendState.Exited, Problem: null };
            var answer = Replies.Of(replica, reply, _services.Time.GetElapsedTime(sent));
            return ended ? answer with { Blameless = true } : answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new() { Outcome = ExecutionOutcome.Cancelled, ServiceTime = _services.Time.GetElapsedTime(sent) };
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BackendReply>> InferBatchAsync(
        ReplicaId replica, long epoch, IReadOnlyList<ReadOnlyMemory<byte>> requests, CancellationToken cancellationToken)
    {
        var batches = _batches.GetOrAdd(
            (replica, epoch),
            static (key, manager) => new BatchExecution((body, token) => manager.InferAsync(key.Replica, key.Epoch, body, token), manager._services.Time),
            this);
        return batches.ExecuteAsync(requests, fault => NoteUnsplit(replica, batches, fault), cancellationToken);
    }

    private void NoteUnsplit(ReplicaId replica, BatchExecution batches, string fault)
    {
        var text = $"requests that were executed together are executed again one by one: {fault}" + (batches.IsOn ? "" : "; from now on all are, until it is started under another lease");
        if (_replicas.TryGetValue(replica, out var backend))
        {
            backend.Log.Append(LogRing.Krewe, text);
        }

        Log.Unsplit(_logger, replica, text);
    }

    /// <inheritdoc/>
    public LogPage ReadLogs(ReplicaId replica, long afterSequence, int maxLines) =>
        _replicas.TryGetValue(replica, out var backend) ? backend.Log.Read(afterSequence, maxLines) : new([], 0, 0);

    /// <summary>
    /// For the end of the silo: TERM to all, KILL to those that are left after the grace, everything within the limit
    /// (<see cref="BackendOptions"/>). Nothing starts from now on.
    /// </summary>
    public async Task StopAllAsync()
    {
        _stopping = true;
        var stops = Task.WhenAll(_replicas.Values.Select(backend => backend.StopNowAsync(_services.Options.ShutdownGrace)));
        try
        {
            await stops.WaitAsync(_services.Options.ShutdownLimit, _services.Time);
        }
        catch (TimeoutException)
        {
            Log.StillRunning(_logger, string.Join(", ", _replicas.Where(pair => pair.Value.Run?.Ended.IsCompleted == false).Select(pair => pair.Key)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllAsync();
        await _services.Feed.DisposeAsync();
    }

    private void ThrowIfStopping()
    {
        if (_stopping)
        {
            throw new KreweException(ErrorCodes.SiloStopping, "The silo is stopping and starts no model servers.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4031, LogLevel.Warning, "Replica {Replica}: {What}")]
        public static partial void Unsplit(ILogger logger, ReplicaId replica, string what);

        [LoggerMessage(4030, LogLevel.Warning, "Model servers that have not ended in time and are killed with the silo: {Replicas}")]
        public static partial void StillRunning(ILogger logger, string replicas);
    }
}
