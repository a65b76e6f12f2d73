using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Backends;
using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Replicas;

namespace Krewe.Grains.Tests.Support;

/// <summary>
/// Model servers of a machine, without processes and in virtual time: what the launcher promises and no more. Tests change
/// <see cref="Script"/> and end or hang processes. It outlives a silo, as processes of a machine do until its launcher kills them.
/// </summary>
internal sealed class FakeBackends : IBackendManager
{
    private readonly ConcurrentDictionary<ReplicaId, FakeProcess> _latest = [];
    private readonly ConcurrentQueue<FakeProcess> _all = [];
    private readonly ConcurrentQueue<string> _calls = [], _violations = [];

    // Orders for one replica are carried out one after the other: the end of the last one.
    private readonly Dictionary<ReplicaId, Task> _turns = [];

    public FakeScript Script { get; } = new();

    /// <summary>The files on the disks of all hosts.</summary>
    public FakeWeights Weights { get; } = new();

    /// <summary>Everything that was asked for, in order: <c>ensure</c>, <c>stop</c>, <c>infer</c>, with replica and epoch.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>What the manager must never be asked to do, or saw happen.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    public TimeProvider Time { get; set; } = null!;

    public IGrainFactory Grains { get; set; } = null!;

    public IReadOnlyList<FakeProcess> Running => [.. _all.Where(process => process.Runs)];

    /// <summary>The most executions that one process ever had at once.</summary>
    public int MostAtOnce { get; private set; }

    public int StartsOf(ReplicaId replica) => _all.Count(process => process.Order.Replica == replica);

    public FakeProcess Latest(ReplicaId replica) => _latest[replica];

    public async Task<BackendStatus> EnsureAsync(BackendOrder order, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"ensure {order.Replica} {order.Lease.Epoch}");
        if (_latest.TryGetValue(order.Replica, out var older) && older.Order.Lease.Epoch < order.Lease.Epoch)
        {
            older.Exit(-9, notify: false);
        }

        var turn = await EnterAsync(order.Replica);
        try
        {
            return await StartAsync(order, cancellationToken);
        }
        finally
        {
            turn.SetResult();
        }
    }

    private async Task<TaskCompletionSource> EnterAsync(ReplicaId replica)
    {
        var mine = new TaskCompletionSource();
        Task before;
        lock (_turns)
        {
            before = _turns.GetValueOrDefault(replica, Task.CompletedTask);
            _turns[replica] = mine.Task;
        }

        await before;
        return mine;
    }

    private async Task<BackendStatus> StartAsync(BackendOrder order, CancellationToken cancellationToken)
    {
        if (Script.LaunchTakes > TimeSpan.Zero)
        {
            await Task.Delay(Script.LaunchTakes, Time, cancellationToken);
        }

        if (Script.RefuseLaunch)
        {
            throw new KreweException(ErrorCodes.LaunchFailed, "no such program");
        }

        if (_latest.TryGetValue(order.Replica, out var before))
        {
            if (before.Order.Lease.Epoch > order.Lease.Epoch)
            {
                throw new KreweException(ErrorCodes.StaleEpoch, $"epoch {order.Lease.Epoch} is older than {before.Order.Lease.Epoch}");
            }

            if (before.Runs && before.Order.Lease.Epoch == order.Lease.Epoch)
            {
                return before.Status;
            }

            before.Exit(-9, notify: false);
        }

        if (_all.Any(process => process.Runs && process.Order.Replica == order.Replica))
        {
            _violations.Enqueue($"a second process of {order.Replica}");
        }

        var started = new FakeProcess(this, order, (before?.Incarnation ?? 0) + 1);
        _latest[order.Replica] = started;
        _all.Enqueue(started);
        started.Start();
        return started.Status;
    }

    public async Task<IReadOnlyList<BackendReply>> InferBatchAsync(
        ReplicaId replica, long epoch, IReadOnlyList<ReadOnlyMemory<byte>> requests, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"batch {replica} {epoch} {requests.Count}");
        var reply = await InferAsync(replica, epoch, requests[0], cancellationToken);
        return [.. requests.Select(request => reply with { Payload = request })];
    }

    public async Task<BackendStatus?> StopAsync(ReplicaId replica, long epoch, TimeSpan grace, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"stop {replica} {epoch}");
        if (Script.StopFails)
        {
            throw new IOException("the process could not be signalled");
        }

        var turn = await EnterAsync(replica);
        try
        {
            if (!_latest.TryGetValue(replica, out var process) || process.Order.Lease.Epoch > epoch)
            {
                return null;
            }

            await process.StopAsync(Script.StopTakes);
            return process.Status;
        }
        finally
        {
            turn.SetResult();
        }
    }

    public async Task<BackendReply> InferAsync(ReplicaId replica, long epoch, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"infer {replica} {epoch}");
        if (!_latest.TryGetValue(replica, out var process) || process.Order.Lease.Epoch != epoch || process.State != BackendState.Ready)
        {
            return Lost(replica);
        }

        // The connection breaks when the process ends, and when the caller gives up; that continues in the turn that cancels.
        var cancelled = new TaskCompletionSource();
        using var registration = cancellationToken.UnsafeRegister(_ => cancelled.TrySetCanceled(cancellationToken), null);
        MostAtOnce = Math.Max(MostAtOnce, ++process.Executing);
        try
        {
            await await Task.WhenAny(Task.Delay(Script.InferTakes, Time, CancellationToken.None), process.Exited, cancelled.Task);
        }
        finally
        {
            process.Executing--;
        }

        return process.Runs
            ? new BackendReply { Outcome = ExecutionOutcome.Completed, Status = 200, Payload = request, ServiceTime = Script.InferTakes }
            : Lost(replica);
    }

    public BackendStatus? Find(ReplicaId replica) => _latest.TryGetValue(replica, out var process) ? process.Status : null;

    public ImmutableArray<BackendStatus> List() => [.. _latest.OrderBy(pair => pair.Key).Select(pair => pair.Value.Status)];

    public LogPage ReadLogs(ReplicaId replica, long afterSequence, int maxLines) => new([], 0, 0);

    /// <summary>The machine's silo died: its launcher has killed everything.</summary>
    public void KillAll()
    {
        foreach (var process in Running)
        {
            process.Exit(-9, notify: false);
        }
    }

    public void Notify(BackendStatus status)
    {
        if (!Script.LoseNotifications)
        {
            _ = Grains.GetGrain<IReplicaGrain>(status.Replica.ToString()).BackendChangedAsync(status);
        }
    }

    private static BackendReply Lost(ReplicaId replica) => new()
    {
        Outcome = ExecutionOutcome.Lost,
        Problem = new Problem { Code = ErrorCodes.BackendLost, Message = $"{replica} has no model server" },
    };
}
