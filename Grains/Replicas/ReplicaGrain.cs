using Krewe.Backends;
using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Grains.Replicas.Batching;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Replicas;
using Krewe.Scheduling.Recovery;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Replicas;

/// <summary>
/// Decides for one model server: start, start again after a delay, take out when it does not answer, drain and stop.
/// It is level-triggered: the pool's order and the manager's view are compared each second, so a lost notification costs a second.
/// </summary>
[GrainType("replica"), KeepAlive, LeasePlacement]
internal sealed partial class ReplicaGrain(
    [PersistentState(StateNames.Replica, StateNames.Storage)] IPersistentState<ReplicaState> state,
    IBackendManager backends,
    IHostSilos silos,
    LeaseMap leases,
    IEventSink events,
    TimeProvider time,
    ILogger<ReplicaGrain> logger) : Grain, IReplicaGrain
{
    private ReplicaId _id;
    private Random _random = null!;
    private ReplicaAssignment? _assignment;
    private ReplicaPhase _phase;
    private BackendStatus? _backend;
    private Problem? _problem;
    private RestartState _restarts = RestartState.Initial;
    private int _restartCount;
    private DateTimeOffset? _restartAt;
    private DateTimeOffset? _drainUntil;
    private IGrainTimer? _timer;
    private bool _starting;
    private bool _stopping;
    private readonly Preemptions _preemptions = new();
    private BatchGathering _batches = null!;
    private int _running;

    /// <summary>Of the last report. From the clock, so that it goes on when the grain is activated anew.</summary>
    private long _sequence;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = ReplicaId.Parse(this.GetPrimaryKeyString());
        _batches = new BatchGathering(_id, backends, time);
        // Seeded by the key: the jitter of a replica's restarts is the same in every replay.
        _random = new Random((int)this.GetGrainId().GetUniformHashCode());
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    public async Task<ReplicaView> EnsureAsync(ReplicaAssignment assignment)
    {
        var epoch = assignment.Lease.Epoch;
        if (epoch <= state.State.EndedEpoch || epoch < state.State.Epoch)
        {
            Log.OldEpoch(logger, _id, epoch, state.State.Epoch);
            return View();
        }

        if (!silos.IsHere(assignment.Lease.Host))
        {
            MoveTo(assignment.Spec.GetPoolKey().ToString(), assignment.Lease);
            return View();
        }

        if (epoch > state.State.Epoch)
        {
            await this.SaveAsync(state, state.State with { Epoch = epoch });
        }

        var renewed = _assignment?.Lease.Epoch != epoch;
        _assignment = assignment;
        if (renewed)
        {
            _restarts = RestartState.Initial;
            _restartAt = null;
            _backend = null;
            _phase = ReplicaPhase.Starting;
        }

        await ObserveAsync();
        return View();
    }

    public async Task<ReplicaView> StopAsync(long epoch)
    {
        if (epoch < state.State.Epoch || (_phase == ReplicaPhase.Stopped && epoch <= state.State.EndedEpoch))
        {
            return View();
        }

        if (_assignment is null && leases.HostOf(_id.ToString()) is { } host && !silos.IsHere(host) && silos.Find(host) is not null)
        {
            // What is to be stopped runs there; here nothing could be seen to end.
            this.MigrateOnIdle();
            return View();
        }

        if (epoch > state.State.EndedEpoch)
        {
            // Fenced before anything else: whatever still wants to start under this epoch is refused from here on.
            await this.SaveAsync(state, state.State with { Epoch = epoch, EndedEpoch = epoch });
        }

        if (_phase != ReplicaPhase.Draining)
        {
            _phase = ReplicaPhase.Draining;
            _restartAt = null;
            _drainUntil = time.GetUtcNow() + (_assignment?.Spec.Backend.StopGrace ?? TimeSpan.Zero);
            await ReportAsync();
        }

        StopWhenDrained(epoch);
        return View();
    }

    public async Task<ExecutionResult> ExecuteAsync(ExecutionOrder order, CancellationToken cancellationToken)
    {
        if (_assignment is not { } assignment || assignment.Lease.Epoch != order.Epoch || _phase is not (ReplicaPhase.Ready or ReplicaPhase.Draining))
        {
            return new ExecutionResult
            {
                Outcome = ExecutionOutcome.Lost,
                Blameless = true,
                Problem = new Problem
                {
                    Code = ErrorCodes.StaleEpoch,
                    Message = $"replica {_id} is {_phase} under epoch {_assignment?.Lease.Epoch ?? 0}; the grant was for epoch {order.Epoch}",
                },
            };
        }

        _running++;
        using var preemption = order.Preemptible ? _preemptions.Begin(order, cancellationToken) : null;
        try
        {
            var token = preemption?.Token ?? cancellationToken;
            var reply = order.Batch is null
                ? await backends.InferAsync(_id, order.Epoch, order.Payload, token)
                : await _batches.JoinAsync(order, token);
            if (reply.Outcome == ExecutionOutcome.Cancelled && preemption is not null && !cancellationToken.IsCancellationRequested)
            {
                return new ExecutionResult { Outcome = ExecutionOutcome.Preempted, ServiceTime = reply.ServiceTime };
            }

            return new ExecutionResult
            {
                Outcome = reply.Outcome,
                Payload = reply.Payload,
                Problem = reply.Problem,
                Status = reply.Status,
                ServiceTime = reply.ServiceTime,
                Blameless = reply.Blameless,
            };
        }
        catch (OperationCanceledException) when (preemption is { IsCancellationRequested: true } && !cancellationToken.IsCancellationRequested)
        {
            return new ExecutionResult { Outcome = ExecutionOutcome.Preempted };
        }
        finally
        {
            _running--;
            _preemptions.End(order);
            if (_phase == ReplicaPhase.Draining)
            {
                // Not the order's epoch: it may be an older one than that which drains.
                StopWhenDrained(state.State.EndedEpoch);
            }
        }
    }

    public Task BackendChangedAsync(BackendStatus status)
    {
        // Messages overtake each other: what the manager sees now counts, the message only says that it is worth a look.
        var seen = backends.Find(_id) ?? status;
        return _assignment is { } assignment && assignment.Lease.Epoch == seen.Epoch ? ApplyAsync(seen) : Task.CompletedTask;
    }

    public Task PreemptAsync(string ticketId, int attempt)
    {
        _preemptions.Preempt(ticketId, attempt);
        return Task.CompletedTask;
    }

    public Task<ReplicaView> GetAsync() => Task.FromResult(View());

    /// <summary>Compares what is wanted with what the manager sees, and tells the model.</summary>
    private async Task ObserveAsync()
    {
        var seen = backends.Find(_id);
        if (seen is not null && seen.Epoch == _assignment!.Lease.Epoch)
        {
            await ApplyAsync(seen);
            ActAgain(seen);
        }
        else if (_phase is not (ReplicaPhase.Draining or ReplicaPhase.Stopped or ReplicaPhase.Restarting))
        {
            _phase = ReplicaPhase.Starting;
            Start();
        }

        await ReportAsync();
    }

    private async Task ApplyAsync(BackendStatus status)
    {
        var before = _backend;
        if (before is not null && before.Incarnation > status.Incarnation)
        {
            return; // told late
        }

        var isNew = before is null || before.Incarnation != status.Incarnation || before.State != status.State;
        _backend = status;
        if (!isNew || _phase is ReplicaPhase.Draining or ReplicaPhase.Stopped)
        {
            return;
        }

        switch (status.State)
        {
            case BackendState.Ready:
                NoteReady(status);
                _phase = ReplicaPhase.Ready;
                _problem = null;
                break;
            case BackendState.Unhealthy:
                _phase = ReplicaPhase.Unhealthy;
                _problem = status.Problem;
                NoteFailed("its model server does not answer its health checks; it is ended, and then started again", status, _problem, delay: null);
                Stop(status.Epoch, TimeSpan.Zero);
                break;
            case BackendState.Exited:
                ScheduleRestart(status);
                break;
            case BackendState.Starting:
                _phase = ReplicaPhase.Starting;
                break;
            default:
                break; // stopping: the exit follows
        }

        await ReportAsync();
    }

    /// <summary>What was tried and did not happen, though nothing changes any more that would say so.</summary>
    private void ActAgain(BackendStatus seen)
    {
        if (_phase == ReplicaPhase.Unhealthy && seen.State == BackendState.Unhealthy)
        {
            Stop(seen.Epoch, TimeSpan.Zero);
        }
        else if (_phase == ReplicaPhase.Starting && seen.State == BackendState.Exited)
        {
            // Its exit was seen, its delay has passed, and the start fell together with the one that it followed.
            Start();
        }
    }

    /// <summary>The lease is of another host: nothing is done here but to go there. What an older lease may have left here ends.</summary>
    private void MoveTo(string pool, Lease lease)
    {
        if (backends.Find(_id) is { State: not BackendState.Exited } left)
        {
            Stop(left.Epoch, TimeSpan.Zero);
        }

        Log.Moving(logger, _id, lease.Host);
        leases.Take(pool, LeasePlace.Of(lease));
        this.MigrateOnIdle();
    }

    private async Task ReportAsync()
    {
        if (_assignment is not { } assignment)
        {
            return;
        }

        var report = new ReplicaReport
        {
            Replica = _id,
            Epoch = assignment.Lease.Epoch,
            Incarnation = _backend?.Incarnation ?? 0,
            Ready = _phase == ReplicaPhase.Ready,
            Slots = assignment.Spec.Concurrency,
            Version = assignment.Spec.Version,
            Signature = _backend?.Signature,
            Zone = assignment.Lease.Zone,
            DeviceClass = assignment.Lease.DeviceClass,
            Sequence = _sequence = Math.Max(_sequence + 1, time.GetUtcNow().UtcTicks),
        };
        try
        {
            await GrainFactory.GetGrain<IModelGrain>(_id.Model.ToString()).ReportReplicaAsync(report);
        }
        catch (Exception exception)
        {
            // Told again within a second.
            Log.ReportFailed(logger, _id, exception);
        }
    }

    private ReplicaView View() => new()
    {
        Id = _id,
        Phase = _phase,
        Version = _assignment?.Spec.Version,
        Generation = _assignment?.Generation ?? 0,
        Epoch = state.State.Epoch,
        Lease = _assignment?.Lease,
        Backend = _backend,
        Running = _running,
        Restarts = _restartCount + (_assignment?.InheritedRestarts ?? 0),
        Problem = _problem,
        RestartAt = _restartAt,
        LastLines = _phase == ReplicaPhase.Ready ? [] : _backend?.LastLines ?? [],
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 4100, Level = LogLevel.Information, Message = "Replica {Replica}: order under epoch {Epoch} ignored; it is at epoch {Current}.")]
        public static partial void OldEpoch(ILogger logger, ReplicaId replica, long epoch, long current);

        [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Replica {Replica}: stopping its model server failed; it is tried again.")]
        public static partial void StopFailed(ILogger logger, ReplicaId replica, Exception exception);

        [LoggerMessage(EventId = 4104, Level = LogLevel.Information, Message = "Replica {Replica}: its lease is of host {Host}; it goes there.")]
        public static partial void Moving(ILogger logger, ReplicaId replica, string host);

        [LoggerMessage(EventId = 4103, Level = LogLevel.Warning, Message = "Replica {Replica}: its model could not be told; it is tried again.")]
        public static partial void ReportFailed(ILogger logger, ReplicaId replica, Exception exception);
    }
}
