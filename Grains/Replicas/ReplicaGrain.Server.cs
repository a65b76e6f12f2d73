using Krewe.Backends;
using Krewe.Errors;
using Krewe.Replicas;
using Krewe.Scheduling.Recovery;

namespace Krewe.Grains.Replicas;

/// <content>Starting the model server, starting it again after a delay, draining and stopping it.</content>
internal sealed partial class ReplicaGrain
{
    private static readonly RestartLimits Limits = new();

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
        NoteFailed("its model server is not running; it is started again", exited, _problem, decision.Delay);
        _timer!.Change(decision.Delay, Timeout.InfiniteTimeSpan);
    }

    private async Task TickAsync()
    {
        var now = time.GetUtcNow();
        if (_phase == ReplicaPhase.Restarting && _restartAt is { } at)
        {
            if (at > now)
            {
                // The timer was early: by the clock that counts it is not yet time, and nothing else would wake it.
                _timer!.Change(at - now, Timeout.InfiniteTimeSpan);
                return;
            }

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
}
