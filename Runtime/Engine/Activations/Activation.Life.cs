using Krewe.Runtime.Messaging;
using Krewe.Runtime.Timers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <content>Activation and deactivation: work of its own turns, in the order that the grain API promises.</content>
internal sealed partial class Activation
{
    private DeactivationReason _deactivationReason; // under _gate
    private bool _deactivationRequested; // under _gate
    private bool _deactivationQueued; // under _gate
    private volatile bool _registered; // written in turns
    private DateTimeOffset _keepUntil; // under _gate

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_state == ActivationState.Created)
            {
                var entries = requestContext is null ? null : new SortedDictionary<string, object>(requestContext, StringComparer.Ordinal);
                StartActivation_NeedsLock(RequestContextValues.Create(entries, Guid.Empty), cancellationToken);
            }
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            BeginDeactivation_NeedsLock(deactivationReason, cancellationToken);
            ContinueDeactivation_NeedsLock();
        }
    }

    public void DelayDeactivation(TimeSpan span)
    {
        lock (_gate)
        {
            _keepUntil = span == TimeSpan.MaxValue || span == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue
                : span <= TimeSpan.Zero ? default
                : _shared.Time.GetUtcNow() + span;
        }
    }

    /// <summary>Begins deactivation when nothing used the activation for that long and nothing keeps it.</summary>
    public bool TryCollect(TimeSpan age, DeactivationReason reason)
    {
        lock (_gate)
        {
            var idle = _state == ActivationState.Valid
                && _mailbox.Running + _mailbox.Waiting == 0
                && _keepUntil <= _shared.Time.GetUtcNow()
                && _shared.Time.GetElapsedTime(_lastUsed) >= age;
            if (idle)
            {
                BeginDeactivation_NeedsLock(reason, CancellationToken.None);
                ContinueDeactivation_NeedsLock();
            }

            return idle;
        }
    }

    public bool IsUsedWithin(TimeSpan time)
    {
        lock (_gate)
        {
            return _state != ActivationState.Ended && (_mailbox.Running > 0 || _shared.Time.GetElapsedTime(_lastUsed) <= time);
        }
    }

    private void StartActivation_NeedsLock(RequestContextValues? context, CancellationToken cancellationToken)
    {
        _state = ActivationState.Activating;
        _turns.QueueAction(() => _ = ActivateAsync(context, cancellationToken));
    }

    private async Task ActivateAsync(RequestContextValues? context, CancellationToken cancellationToken)
    {
        RequestContext.Current = context;
        var began = _shared.Time.GetTimestamp();
        _shared.Metrics.Created.Add(1);
        using var budget = TimeBudget.Start(_shared.Collection.ActivationTimeout, _shared.Time, cancellationToken);
        using var watch = budget.Token.UnsafeRegister(static state => ((Activation)state!).TimeIsUp(), this);
        try
        {
            _scope = _shared.Services.CreateAsyncScope();
            GrainInstance = _class.CreateInstance(this);
            TakeOver();
            if (await RegisterAsync() is { } winner)
            {
                await YieldToAsync(winner);
                return;
            }

            await _lifecycle.StartAsync(budget.Token);
            await ((IGrainBase)GrainInstance).OnActivateAsync(budget.Token);
        }
        catch (Exception exception)
        {
            _shared.Metrics.FailedToActivate.Add(1);
            Log.ActivationFailed(_shared.Logger, GrainId, exception);
            _registeredFor.TrySetResult(null);
            await _lifecycle.StopAsync(CancellationToken.None);
            var isTooLate = await IsTooLateAsync();
            await EndAsync(message =>
            {
                if (isTooLate)
                {
                    _shared.Messages.Readdress(message, isForward: true);
                }
                else
                {
                    _shared.Messages.Reject(message, exception);
                }
            });
            return;
        }

        _shared.Metrics.Activated(_shared.Time.GetElapsedTime(began));
        if (!TryBecomeValid())
        {
            await EndAsync(static _ => { });
        }
    }

    /// <summary>False when it took so long that the activation was abandoned.</summary>
    private bool TryBecomeValid()
    {
        lock (_gate)
        {
            if (_over)
            {
                return false;
            }

            _state = _deactivationRequested ? ActivationState.Deactivating : ActivationState.Valid;
            _lastUsed = _shared.Time.GetTimestamp();
            ContinueDeactivation_NeedsLock();
            QueuePump_NeedsLock();
            return true;
        }
    }

    private void BeginDeactivation_NeedsLock(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_deactivationRequested || _state == ActivationState.Ended)
        {
            return;
        }

        _deactivationRequested = true;
        _deactivationReason = reason;
        _shared.Metrics.Shutdown.Add(1, new KeyValuePair<string, object?>("via", Via(reason.ReasonCode)));
        if (_state != ActivationState.Created)
        {
            StartBudget_NeedsLock(cancellationToken);
        }

        if (_state == ActivationState.Valid)
        {
            _state = ActivationState.Deactivating;
            _turns.QueueAction(() => _enumerations?.End()); // Who waits for items would keep the activation from ending.
        }
        else if (_state == ActivationState.Created)
        {
            _state = ActivationState.Ended;
            _turns.QueueAction(() => _ = EndAsync(message => _shared.Messages.Readdress(message, isForward: !_hasServed)));
        }
    }

    private static string Via(DeactivationReasonCode reason) => reason switch
    {
        DeactivationReasonCode.ActivationIdle => "collection",
        DeactivationReasonCode.ApplicationRequested => "deactivateOnIdle",
        DeactivationReasonCode.Migrating => "migration",
        _ => "deactivateRequest",
    };

    private void ContinueDeactivation_NeedsLock()
    {
        if (_state == ActivationState.Deactivating && _mailbox.Running == 0 && !_deactivationQueued)
        {
            _deactivationQueued = true;
            _turns.QueueAction(() => _ = DeactivateAsync());
        }
    }

    private async Task DeactivateAsync()
    {
        var token = Budget;
        DisposeTimers();
        var failed = false;
        try
        {
            await ((IGrainBase)GrainInstance!).OnDeactivateAsync(_deactivationReason, token);
        }
        catch (Exception exception)
        {
            failed = true;
            Log.DeactivationFailed(_shared.Logger, GrainId, _deactivationReason.ReasonCode, exception);
        }

        await _lifecycle.StopAsync(token);
        var target = failed || token.IsCancellationRequested ? null : await MoveAsync();
        await EndAsync(message => _shared.Messages.Readdress(message, isForward: !_hasServed, target));
    }

    /// <summary>Leaves directory and catalog, so that the next call makes a new activation, and hands on what waits.</summary>
    private async Task EndAsync(Action<Message> handOn)
    {
        DisposeTimers();
        var isFirst = TryBeginEnd();
        try
        {
            if (isFirst)
            {
                await LeaveDirectoryAsync();
            }

            await DisposeGrainAsync();
        }
        catch (Exception exception)
        {
            Log.DeactivationFailed(_shared.Logger, GrainId, _deactivationReason.ReasonCode, exception);
        }

        Conclude(handOn);
    }

    private async Task LeaveDirectoryAsync()
    {
        if (_registered)
        {
            _shared.Locator.Unregistered(Address);
            if (!_hasMoved)
            {
                _shared.Metrics.DirectoryUnregistrations.Add(1);
                await _shared.Directory.Unregister(Address);
            }
        }
    }

    private void Conclude(Action<Message> handOn)
    {
        Message[] waiting;
        lock (_gate)
        {
            if (_over)
            {
                return;
            }

            _over = true;
            _state = ActivationState.Ended;
            waiting = _mailbox.TakeWaiting();
            EndBudget_NeedsLock();
        }

        _shared.Metrics.Destroyed.Add(1);
        _ended(this);
        foreach (var message in waiting.Where(message => !message.IsTimerTick))
        {
            handOn(message);
        }

        _deactivated.TrySetResult();
    }

    private async Task DisposeGrainAsync()
    {
        if (GrainInstance is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (GrainInstance as IDisposable)?.Dispose();
        }

        if (_scope is { } scope)
        {
            await scope.DisposeAsync();
        }
    }

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_gate)
        {
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }
}
