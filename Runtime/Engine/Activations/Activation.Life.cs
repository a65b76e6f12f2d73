using Krewe.Runtime.AsyncEnumerables;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Timers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <content>Activation and deactivation: work of its own turns, in the order that the grain API promises.</content>
internal sealed partial class Activation
{
    private static readonly TaskCompletionSource Over = CompletedSource();

    private ActivationDeparture? _departure; // under Gate
    private bool _deactivationRequested; // under Gate
    private bool _deactivationQueued; // under Gate
    private volatile bool _registered; // written in turns
    private long _keepUntil; // UTC ticks, under Gate

    private DeactivationReason DeactivationReason
    {
        get
        {
            lock (Gate)
            {
                return _departure?.Reason ?? default;
            }
        }
    }

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
        lock (Gate)
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
        lock (Gate)
        {
            BeginDeactivation_NeedsLock(deactivationReason, cancellationToken);
            ContinueDeactivation_NeedsLock();
        }
    }

    public void DelayDeactivation(TimeSpan span)
    {
        lock (Gate)
        {
            _keepUntil = span == TimeSpan.MaxValue || span == Timeout.InfiniteTimeSpan ? long.MaxValue
                : span <= TimeSpan.Zero ? 0
                : (_shared.Time.GetUtcNow() + span).UtcTicks;
        }
    }

    /// <summary>Begins deactivation when nothing used the activation for that long and nothing keeps it.</summary>
    public bool TryCollect(TimeSpan age, DeactivationReason reason)
    {
        lock (Gate)
        {
            var idle = IsIdleFor_NeedsLock(age);
            if (idle)
            {
                BeginDeactivation_NeedsLock(reason, CancellationToken.None);
                ContinueDeactivation_NeedsLock();
            }

            return idle;
        }
    }

    /// <summary>Whether nothing used the activation for that long and nothing keeps it.</summary>
    public bool IsIdleFor(TimeSpan age)
    {
        lock (Gate)
        {
            return IsIdleFor_NeedsLock(age);
        }
    }

    public bool IsUsedWithin(TimeSpan time)
    {
        lock (Gate)
        {
            return _state != ActivationState.Ended && (_mailbox.Running > 0 || _shared.Time.GetElapsedTime(_lastUsed) <= time);
        }
    }

    private bool IsIdleFor_NeedsLock(TimeSpan age) => _state == ActivationState.Valid
        && _mailbox.Running + _mailbox.Waiting == 0
        && _keepUntil <= _shared.Time.GetUtcNow().UtcTicks
        && _shared.Time.GetElapsedTime(_lastUsed) >= age;

    private void StartActivation_NeedsLock(RequestContextValues? context, CancellationToken cancellationToken)
    {
        _state = ActivationState.Activating;
        _turns.QueueAction(() => _ = ActivateAsync(context, cancellationToken));
    }

    private async Task ActivateAsync(RequestContextValues? context, CancellationToken cancellationToken)
    {
        RequestContext.Current = context;
        var began = _shared.Metrics.MeasuresActivation ? _shared.Time.GetTimestamp() : (long?)null;
        _shared.Metrics.Created.Add(1);
        using var budget = TimeBudget.Start(_shared.Collection.ActivationTimeout, _shared.Time, cancellationToken);
        using var watch = budget.Token.UnsafeRegister(static state => ((Activation)state!).TimeIsUp(), this);
        try
        {
            GrainInstance = _class.CreateInstance(this);
            TakeOver();
            if (await RegisterAsync() is { } winner)
            {
                await YieldToAsync(winner);
                return;
            }

            if (_lifecycle is { } lifecycle)
            {
                await lifecycle.StartAsync(budget.Token);
            }

            await ((IGrainBase)GrainInstance).OnActivateAsync(budget.Token);
        }
        catch (Exception exception)
        {
            _shared.Metrics.FailedToActivate.Add(1);
            Log.ActivationFailed(_shared.Logger, GrainId, exception);
            SettleRegistration(null);
            await StopLifecycleAsync(CancellationToken.None);
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

        if (began is { } start)
        {
            _shared.Metrics.Activated(_shared.Time.GetElapsedTime(start));
        }

        if (!TryBecomeValid())
        {
            await EndAsync(static _ => { });
        }
    }

    /// <summary>False when it took so long that the activation was abandoned.</summary>
    private bool TryBecomeValid()
    {
        lock (Gate)
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
        Departure_NeedsLock().Reason = reason;
        _shared.Metrics.Shutdown.Add(1, new KeyValuePair<string, object?>("via", Via(reason.ReasonCode)));
        if (_state != ActivationState.Created)
        {
            StartBudget_NeedsLock(cancellationToken);
        }

        if (_state == ActivationState.Valid)
        {
            _state = ActivationState.Deactivating;
            _turns.QueueAction(EndEnumerations); // Who waits for items would keep the activation from ending.
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
            await ((IGrainBase)GrainInstance!).OnDeactivateAsync(DeactivationReason, token);
        }
        catch (Exception exception)
        {
            failed = true;
            Log.DeactivationFailed(_shared.Logger, GrainId, DeactivationReason.ReasonCode, exception);
        }

        await StopLifecycleAsync(token);
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
            Log.DeactivationFailed(_shared.Logger, GrainId, DeactivationReason.ReasonCode, exception);
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
        lock (Gate)
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
        _owner.Ended(this);
        foreach (var message in waiting.Where(message => !message.IsTimerTick))
        {
            handOn(message);
        }

        CompleteDeactivated();
    }

    private void CompleteDeactivated()
    {
        TaskCompletionSource? waitedFor;
        lock (Gate)
        {
            waitedFor = _deactivated;
            _deactivated ??= Over;
        }

        waitedFor?.TrySetResult();
    }

    private static TaskCompletionSource CompletedSource()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private ActivationDeparture Departure_NeedsLock() => _departure ??= new ActivationDeparture();

    private Task StopLifecycleAsync(CancellationToken token) => _lifecycle?.StopAsync(token) ?? Task.CompletedTask;

    private void EndEnumerations() => (_components?.GetValueOrDefault(typeof(IAsyncEnumerableGrainExtension)) as Enumerations)?.End();

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

        IServiceScope? scope;
        lock (Gate)
        {
            (_isDisposed, scope) = (true, _scope);
        }

        if (scope is not null)
        {
            await new AsyncServiceScope(scope).DisposeAsync();
        }
    }

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (Gate)
        {
            timers = _timers.ToArray();
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }
}
