using Krewe.Backends;
using Krewe.Errors;
using Krewe.Grains.Backends;
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
[GrainType("replica"), KeepAlive]
internal sealed partial class ReplicaGrain(
    [PersistentState(StateNames.Replica, StateNames.Storage)] IPersistentState<ReplicaState> state,
    IBackendManager backends,
    TimeProvider time,
    ILogger<ReplicaGrain> logger) : Grain, IReplicaGrain
{
    private static readonly RestartLimits Limits = new();

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
    private int _running;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = ReplicaId.Parse(this.GetPrimaryKeyString());
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
                Problem = new Problem
                {
                    Code = ErrorCodes.StaleEpoch,
                    Message = $"replica {_id} is {_phase} under epoch {_assignment?.Lease.Epoch ?? 0}; the grant was for epoch {order.Epoch}",
                },
            };
        }

        _running++;
        try
        {
            var reply = await backends.InferAsync(_id, order.Epoch, order.Payload, cancellationToken);
            return new ExecutionResult
            {
                Outcome = reply.Outcome,
                Payload = reply.Payload,
                Problem = reply.Problem,
                Status = reply.Status,
                ServiceTime = reply.ServiceTime,
            };
        }
        finally
        {
            _running--;
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
                _phase = ReplicaPhase.Ready;
                _problem = null;
                break;
            case BackendState.Unhealthy:
                _phase = ReplicaPhase.Unhealthy;
                _problem = status.Problem;
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

    private void ScheduleRestart(BackendStatus? exited, Problem? problem = null)
    {
        var now = time.GetUtcNow();
        // Uptime counts from readiness: a server that crashes while it starts was never up.
        var uptime = exited is { StartupTime: { } startup } ? now - exited.StartedAt - startup : TimeSpan.Zero;
        var decision = RestartBackoff.AfterCrash(_restarts, uptime < TimeSpan.Zero ? TimeSpan.Zero : uptime, Limits, _random);
        _restarts = decision.State;
        _problem = problem ?? exited?.Problem ?? _problem;
        _phase = ReplicaPhase.Restarting;
        _restartAt = now + decision.Delay;
        Log.Restarting(logger, _id, decision.Delay, _problem?.ToString() ?? "told to stop");
        _timer!.Change(decision.Delay, Timeout.InfiniteTimeSpan);
    }

    private async Task TickAsync()
    {
        var now = time.GetUtcNow();
        if (_phase == ReplicaPhase.Restarting && _restartAt is { } at && at <= now)
        {
            _restartAt = null;
            _restartCount++;
            _phase = ReplicaPhase.Starting;
            Start();
            await ReportAsync();
        }
        else if (_phase == ReplicaPhase.Draining)
        {
            StopWhenDrained(state.State.EndedEpoch);
        }
    }

    private void Start()
    {
        if (!_starting)
        {
            _starting = true;
            StartAsync(_assignment!).Ignore();
        }
    }

    private async Task StartAsync(ReplicaAssignment assignment)
    {
        try
        {
            var status = await backends.EnsureAsync(
                new BackendOrder
                {
                    Replica = _id,
                    Backend = assignment.Spec.Backend,
                    ModelName = assignment.Spec.Backend.ModelName ?? assignment.Spec.Name,
                    Lease = assignment.Lease,
                },
                CancellationToken.None);
            _starting = false;
            if (assignment.Lease.Epoch <= state.State.EndedEpoch)
            {
                // It was told to stop while it was being started.
                Stop(state.State.EndedEpoch, TimeSpan.Zero);
                return;
            }

            await BackendChangedAsync(status);
            if (backends.Find(_id) is { } seen && seen.Epoch == _assignment?.Lease.Epoch)
            {
                ActAgain(seen);
            }
        }
        catch (Exception exception)
        {
            _starting = false;
            if (assignment.Lease.Epoch == _assignment?.Lease.Epoch && _phase is not (ReplicaPhase.Draining or ReplicaPhase.Stopped))
            {
                ScheduleRestart(null, (exception as KreweException)?.Problem ?? new Problem { Code = ErrorCodes.LaunchFailed, Message = exception.Message });
                await ReportAsync();
            }
        }
    }

    private void StopWhenDrained(long epoch)
    {
        var now = time.GetUtcNow();
        if (_running == 0 || _drainUntil is not { } until || until <= now)
        {
            Stop(epoch, _assignment?.Spec.Backend.StopGrace ?? TimeSpan.Zero);
        }
        else
        {
            _timer!.Change(until - now, Timeout.InfiniteTimeSpan);
        }
    }

    private void Stop(long epoch, TimeSpan grace)
    {
        if (!_stopping)
        {
            _stopping = true;
            StopBackendAsync(epoch, grace).Ignore();
        }
    }

    private async Task StopBackendAsync(long epoch, TimeSpan grace)
    {
        try
        {
            await backends.StopAsync(_id, epoch, grace, CancellationToken.None);
            // While a start is on its way a process may yet come: its end is told when that one's was seen.
            if (_phase == ReplicaPhase.Draining && epoch >= state.State.EndedEpoch && !_starting)
            {
                _phase = ReplicaPhase.Stopped;
                _backend = backends.Find(_id);
                await ReportAsync();
            }
        }
        catch (Exception exception)
        {
            // The pool says stop again each second: that is the retry.
            Log.StopFailed(logger, _id, exception);
        }
        finally
        {
            _stopping = false;
        }
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
        Restarts = _restartCount,
        Problem = _problem,
        RestartAt = _restartAt,
        LastLines = _phase == ReplicaPhase.Ready ? [] : _backend?.LastLines ?? [],
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 4100, Level = LogLevel.Information, Message = "Replica {Replica}: order under epoch {Epoch} ignored; it is at epoch {Current}.")]
        public static partial void OldEpoch(ILogger logger, ReplicaId replica, long epoch, long current);

        [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "Replica {Replica}: its model server is started again in {Delay}: {Problem}")]
        public static partial void Restarting(ILogger logger, ReplicaId replica, TimeSpan delay, string problem);

        [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Replica {Replica}: stopping its model server failed; it is tried again.")]
        public static partial void StopFailed(ILogger logger, ReplicaId replica, Exception exception);

        [LoggerMessage(EventId = 4103, Level = LogLevel.Warning, Message = "Replica {Replica}: its model could not be told; it is tried again.")]
        public static partial void ReportFailed(ILogger logger, ReplicaId replica, Exception exception);
    }
}
