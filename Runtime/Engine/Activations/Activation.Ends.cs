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

    private bool _ending; // under Gate: somebody leaves the directory
    private bool _over; // under Gate: out of the catalog

    private bool IsOver
    {
        get
        {
            lock (Gate)
            {
                return _over;
            }
        }
    }

    private CancellationToken Budget
    {
        get
        {
            lock (Gate)
            {
                return _departure!.Budget!.Token;
            }
        }
    }

    /// <summary>Says what has been under way for long, and leaves the activation behind when a request runs longer than any may.</summary>
    public void Inspect()
    {
        if (!_mailbox.HasRunning)
        {
            return; // most, most of the time: not worth the lock
        }

        List<(Message Message, bool IsRunning, TimeSpan Elapsed)>? slow = null;
        var (running, waiting, isStuck) = (0, 0, false);
        lock (Gate)
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
        var budget = TimeBudget.Start(_shared.Collection.DeactivationTimeout, _shared.Time, cancellationToken);
        Departure_NeedsLock().Budget = budget;
        budget.Token.UnsafeRegister(static state => ((Activation)state!).TimeIsUp(), this);
    }

    private void EndBudget_NeedsLock()
    {
        _departure?.Grace?.Dispose();
        _departure?.Budget?.Dispose();
    }

    private void TimeIsUp()
    {
        lock (Gate)
        {
            if (!_over && _departure?.Grace is null)
            {
                var departure = Departure_NeedsLock();
                departure.GraceFor = _state;
                departure.Grace = _shared.Time.CreateTimer(static state => ((Activation)state!).GraceIsOver(), this, Grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void GraceIsOver()
    {
        ActivationState hanging;
        lock (Gate)
        {
            var departure = Departure_NeedsLock();
            departure.Grace?.Dispose();
            departure.Grace = null;
            hanging = departure.GraceFor;
            if (_over)
            {
                return;
            }

            if (_state != hanging)
            {
                if (departure.Budget is { Token.IsCancellationRequested: true })
                {
                    TimeIsUp(); // Activation did end, late; now its deactivation has that long.
                }

                return;
            }
        }

        _shared.Engine.Run(() => LeaveBehindAsync(hanging == ActivationState.Activating
            ? $"for its activation did not end in time (GrainCollectionOptions.ActivationTimeout, {_shared.Collection.ActivationTimeout})"
            : $"for its deactivation did not end in time (GrainCollectionOptions.DeactivationTimeout, {_shared.Collection.DeactivationTimeout}, or the time that the silo has to stop)"));
    }

    private bool TryBeginEnd()
    {
        lock (Gate)
        {
            return !_ending && (_ending = true);
        }
    }

    /// <summary>Runs in the engine's turns: the activation's own may never come again.</summary>
    private async Task LeaveBehindAsync(string reason)
    {
        var isActivating = false;
        var running = string.Empty;
        lock (Gate)
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
        SettleRegistration(null);
        if (TryBeginEnd())
        {
            try
            {
                await LeaveDirectoryAsync();
            }
            catch (Exception exception)
            {
                Log.DeactivationFailed(_shared.Logger, GrainId, DeactivationReason.ReasonCode, exception);
            }
        }

        Conclude(isActivating
            ? message => _shared.Messages.Reject(message, new TimeoutException($"KRW7028: {GrainId} was left behind, {reason}."))
            : message => _shared.Messages.Readdress(message, isForward: !_hasServed));
    }
}
