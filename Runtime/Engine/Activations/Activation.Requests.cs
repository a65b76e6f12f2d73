using Krewe.Runtime.Messaging;
using Krewe.Runtime.Timers;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Krewe.Runtime.Activations;

/// <content>Requests: queued by any thread, started and run in turns.</content>
internal sealed partial class Activation
{
    private ActivationState _state; // under Gate
    private bool _pumpQueued; // under Gate
    private bool _hasServed; // under Gate
    private long _lastUsed; // TimeProvider timestamp, under Gate

    public ActivationState State
    {
        get
        {
            lock (Gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Requests that run or wait; what a group of workers is balanced by.</summary>
    public int Load
    {
        get
        {
            lock (Gate)
            {
                return _mailbox.Running + _mailbox.Waiting;
            }
        }
    }

    public void ReceiveMessage(object message)
    {
        if (!TryReceive((Message)message))
        {
            _shared.Messages.Readdress((Message)message, isForward: false);
        }
    }

    public bool TryReceive(Message message)
    {
        lock (Gate)
        {
            if (_state == ActivationState.Ended)
            {
                return false;
            }

            if (!IsOverLimit_NeedsLock(message))
            {
                message.Arrived = _shared.Time.GetTimestamp();
                _mailbox.Add(message);
                if (_state == ActivationState.Created)
                {
                    StartActivation_NeedsLock(message.Context, CancellationToken.None);
                }
                else
                {
                    QueuePump_NeedsLock();
                }

                return true;
            }
        }

        _shared.Messages.Reject(message, new LimitExceededException(
            $"KRW7020: {_shared.Messaging.MaxEnqueuedRequestsHardLimit} requests wait in {GrainId} already "
            + "(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit)."));
        return true;
    }

    /// <summary>Withdraws a request that waits, or signals the token of one that runs.</summary>
    public void Cancel(Message cancellation)
    {
        bool Same(Message request) => request.CorrelationId == cancellation.CorrelationId && request.Source == cancellation.Source;
        Message? running;
        lock (Gate)
        {
            if (_mailbox.Withdraw(Same) is not null)
            {
                return;
            }

            running = _mailbox.FindRunning(Same);
        }

        if (running is not null)
        {
            _turns.QueueAction(() => running.Request!.TryCancel());
        }
    }

    /// <summary>One turn: starts one request, if one may start.</summary>
    void ITurn.Run()
    {
        Message message;
        Exception? error;
        lock (Gate)
        {
            _pumpQueued = false;
            if (_state != ActivationState.Valid || !_mailbox.TryStart(GrainInstance, out message, out error))
            {
                return;
            }

            _hasServed = true;
            message.Started = _shared.Time.GetTimestamp();
            QueuePump_NeedsLock();
        }

        if (error is not null)
        {
            (message.Request as TimerTick)?.Ended();
            _shared.Messages.Reject(message, error);
        }
        else if (IsExpired(message))
        {
            Finish(message, null);
        }
        else
        {
            _ = RunRequestAsync(message);
        }
    }

    private bool IsOverLimit_NeedsLock(Message message) =>
        _shared.Messaging.MaxEnqueuedRequestsHardLimit is > 0 and var limit
        && _mailbox.Waiting >= limit
        && message is { IsTimerTick: false, AlwaysInterleave: false };

    private bool IsExpired(Message message) =>
        message.ExpiresAt != default && _shared.Messaging.DropExpiredMessages && message.ExpiresAt <= _shared.Time.GetUtcNow();

    private void QueuePump_NeedsLock()
    {
        if (!_pumpQueued && _state == ActivationState.Valid && _mailbox.HasCandidates)
        {
            _pumpQueued = true;
            _turns.QueueTurn(this);
        }
    }

    /// <summary>Runs a request to its end. What it sets in the request context stays in here: the caller's is restored when this returns.</summary>
    private async Task RunRequestAsync(Message message)
    {
        RequestContext.Current = message.Context;
        var request = message.Request!;
        Response response;
        try
        {
            if (message.IsCancellable)
            {
                request.MakeCancellable();
            }

            request.SetTarget(this);
            if (request.GetTarget() is null && typeof(IGrainExtension).IsAssignableFrom(request.Method.InterfaceType))
            {
                throw NotInstalled(request.Method.InterfaceType);
            }

            response = _shared.Filters.Needed(GrainInstance)
                ? await _shared.Filters.RunAsync(this, message)
                : await request.Invoke();
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        (request as TimerTick)?.Ended();
        Finish(message, response);
    }

    private void Finish(Message message, Response? response)
    {
        var conflict = response?.Exception as InconsistentStateException;
        lock (Gate)
        {
            _mailbox.Finish(message);
            if (message.CountsAsUse)
            {
                _lastUsed = _shared.Time.GetTimestamp();
            }

            if (conflict is { IsSourceActivation: true })
            {
                conflict.IsSourceActivation = false;
                BeginDeactivation_NeedsLock(
                    new DeactivationReason(DeactivationReasonCode.ApplicationError, conflict, "Its stored state was changed by somebody else."),
                    CancellationToken.None);
            }

            ContinueDeactivation_NeedsLock();
            QueuePump_NeedsLock();
        }

        if (response is not null && message.Kind == MessageKind.Request)
        {
            _shared.Messages.Respond(message, response);
        }
        else if (response?.Exception is { } lost)
        {
            Log.OneWayFailed(_shared.Logger, message.Method?.ActivityName, GrainId, lost);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7021, LogLevel.Warning, "{Method} of {GrainId} failed, and nobody waits for it")]
        public static partial void OneWayFailed(ILogger logger, string? method, GrainId grainId, Exception exception);

        [LoggerMessage(7027, LogLevel.Error, "KRW7027: {GrainId} is left behind, {Reason}; what still runs: {Running}")]
        public static partial void Abandoned(ILogger logger, GrainId grainId, string reason, string running);

        [LoggerMessage(7024, LogLevel.Warning, "KRW7024: {Method} of {GrainId} has been {State} for {Elapsed}; {Running} run and {Waiting} wait")]
        public static partial void TakesLong(ILogger logger, string? method, GrainId grainId, string state, TimeSpan elapsed, int running, int waiting);

        [LoggerMessage(7022, LogLevel.Warning, "{GrainId} could not be activated")]
        public static partial void ActivationFailed(ILogger logger, GrainId grainId, Exception exception);

        [LoggerMessage(7026, LogLevel.Warning, "{GrainId} could not leave or take over what is to travel with it")]
        public static partial void MoveFailed(ILogger logger, GrainId grainId, Exception exception);

        [LoggerMessage(7023, LogLevel.Error, "{GrainId} failed while it was deactivated ({Reason})")]
        public static partial void DeactivationFailed(ILogger logger, GrainId grainId, DeactivationReasonCode reason, Exception exception);
    }
}
