using Krewe.Runtime.Messaging;
using Orleans;

namespace Krewe.Runtime.Activations;

/// <content>
/// What hangs is left behind: when the time of activation or deactivation is up its token is signalled, and a little later the activation leaves
/// directory and catalog whatever its code does. A late answer still reaches its caller; late writes meet the versions of stored state.
/// </content>
internal sealed partial class Activation
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1); // for code that heeds its token

    private TimeBudget? _budget; // under _gate: of the deactivation
    private ITimer? _grace; // under _gate
    private ActivationState _graceFor; // under _gate: what was hanging when the grace began
    private bool _ending; // under _gate: somebody leaves the directory
    private bool _over; // under _gate: out of the catalog

    private bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _over;
            }
        }
    }

    private CancellationToken Budget
    {
        get
        {
            lock (_gate)
            {
                return _budget!.Token;
            }
        }
    }

    /// <summary>Says what has been under way for long, and leaves the activation behind when a request runs longer than any may.</summary>
    public void Inspect()
    {
        List<(Message Message, bool IsRunning, TimeSpan Elapsed)>? slow = null;
        var (running, waiting, isStuck) = (0, 0, false);
        lock (_gate)
        {
            (running, waiting) = (_mailbox.Running, _mailbox.Waiting);
            if (running == 0)
            {
                return; // What waits while nothing runs waits for activation or deactivation, which have limits of their own.
            }

            var options = _shared.Messaging;
            foreach (var message in _mailbox.RunningMessages)
            {
                var elapsed = _shared.Time.GetElapsedTime(message.Started);
                isStuck |= options.MaxRequestProcessingTime > TimeSpan.Zero && elapsed >= options.MaxRequestProcessingTime;
                Note(message, true, elapsed, options.RequestProcessingWarningTime);
            }

            foreach (var message in _mailbox.WaitingMessages.Where(message => !IsExpired(message)))
            {
                Note(message, false, _shared.Time.GetElapsedTime(message.Arrived), options.RequestQueueDelayWarningTime);
            }

            if (isStuck && !_over)
            {
                BeginDeactivation_NeedsLock(new DeactivationReason(DeactivationReasonCode.ActivationUnresponsive, "A request does not end."), CancellationToken.None);
            }
        }

        foreach (var (message, isRunning, elapsed) in slow ?? [])
        {
            Log.TakesLong(_shared.Logger, message.Method?.ActivityName, GrainId, isRunning ? "running" : "waiting", elapsed, running, waiting);
        }

        if (isStuck)
        {
            _shared.Engine.Run(() => LeaveBehindAsync($"for a request runs longer than MaxRequestProcessingTime ({_shared.Messaging.MaxRequestProcessingTime})"));
        }

        // Once, then each time it has taken twice as long.
        void Note(Message message, bool isRunning, TimeSpan elapsed, TimeSpan limit)
        {
            if (limit > TimeSpan.Zero && elapsed >= limit * (1L << message.Warnings))
            {
                message.Warnings = Math.Min(message.Warnings + 1, 30);
                (slow ??= []).Add((message, isRunning, elapsed));
            }
        }
    }

    private void StartBudget_NeedsLock(CancellationToken cancellationToken)
    {
        _budget = TimeBudget.Start(_shared.Collection.DeactivationTimeout, _shared.Time, cancellationToken);
        _budget.Token.UnsafeRegister(static state => ((Activation)state!).TimeIsUp(), this);
    }

    private void EndBudget_NeedsLock()
    {
        _grace?.Dispose();
        _budget?.Dispose();
    }

    private void TimeIsUp()
    {
        lock (_gate)
        {
            if (!_over && _grace is null)
            {
                _graceFor = _state;
                _grace = _shared.Time.CreateTimer(static state => ((Activation)state!).GraceIsOver(), this, Grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void GraceIsOver()
    {
        lock (_gate)
        {
            _grace?.Dispose();
            _grace = null;
            if (_over)
            {
                return;
            }

            if (_state != _graceFor)
            {
                if (_budget is { Token.IsCancellationRequested: true })
                {
                    TimeIsUp(); // Activation did end, late; now its deactivation has that long.
                }

                return;
            }
        }

        _shared.Engine.Run(() => LeaveBehindAsync(_graceFor == ActivationState.Activating
            ? $"for its activation did not end in time (GrainCollectionOptions.ActivationTimeout, {_shared.Collection.ActivationTimeout})"
            : $"for its deactivation did not end in time (GrainCollectionOptions.DeactivationTimeout, {_shared.Collection.DeactivationTimeout}, or the time that the silo has to stop)"));
    }

    private bool TryBeginEnd()
    {
        lock (_gate)
        {
            return !_ending && (_ending = true);
        }
    }

    /// <summary>Runs in the engine's turns: the activation's own may never come again.</summary>
    private async Task LeaveBehindAsync(string reason)
    {
        var isActivating = false;
        var running = string.Empty;
        lock (_gate)
        {
            if (_over)
            {
                return;
            }

            isActivating = _state is ActivationState.Activating;
            running = string.Join(", ", _mailbox.RunningMessages.Select(message => message.Method?.ActivityName));
            _state = ActivationState.Ended;
        }

        Log.Abandoned(_shared.Logger, GrainId, reason, running.Length > 0 ? running : isActivating ? "its activation" : "its deactivation");
        DisposeTimers();
        _registeredFor.TrySetResult(null);
        if (TryBeginEnd())
        {
            try
            {
                await LeaveDirectoryAsync();
            }
            catch (Exception exception)
            {
                Log.DeactivationFailed(_shared.Logger, GrainId, _deactivationReason.ReasonCode, exception);
            }
        }

        Conclude(isActivating
            ? message => _shared.Messages.Reject(message, new TimeoutException($"KRW7028: {GrainId} was left behind, {reason}."))
            : message => _shared.Messages.Readdress(message, isForward: !_hasServed));
    }
}
