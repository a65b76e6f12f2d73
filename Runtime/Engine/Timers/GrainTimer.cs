using Krewe.Runtime.Activations;
using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Timers;

/// <summary>
/// A timer of an activation. The clock's timer fires once and queues a tick; when the tick has run, the clock's timer is set again,
/// so ticks never overlap and the period counts from the end of one to the next.
/// </summary>
internal abstract class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _clock;
    private TimeSpan _period; // under _gate
    private TimeSpan? _changedDue; // under _gate: set anew while a tick ran
    private bool _ticking; // under _gate
    private bool _disposed; // under _gate
    private int _version; // under _gate: a tick that was queued before a change is void

    protected GrainTimer(Activation activation, TimeProvider time, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, options.Period);
        _activation = activation;
        _interleave = options.Interleave;
        _keepAlive = options.KeepAlive;
        _period = options.Period;
        using (ExecutionContext.SuppressFlow())
        {
            _clock = time.CreateTimer(static state => ((GrainTimer)state!).QueueTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Start(TimeSpan dueTime) => _clock.Change(dueTime, Timeout.InfiniteTimeSpan);

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _period = period;
            _version++;
            if (_ticking)
            {
                _changedDue = dueTime;
            }
            else
            {
                _clock.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _clock.Dispose();
        _activation.RemoveTimer(this);
        _ended.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the callback, in a turn.</summary>
    public Task TickAsync(int version)
    {
        lock (_gate)
        {
            if (_disposed || version != _version)
            {
                return Task.CompletedTask;
            }

            _ticking = true;
        }

        return CallbackAsync(_ended.Token);
    }

    /// <summary>The tick is over, however it went (a filter may have kept it from running): sets the clock for the next.</summary>
    public void TickEnded(int version)
    {
        lock (_gate)
        {
            if (!_ticking && version != _version)
            {
                return;
            }

            _ticking = false;
            var due = _changedDue ?? (_period == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : _period);
            _changedDue = null;
            if (!_disposed)
            {
                _clock.Change(due, Timeout.InfiniteTimeSpan);
            }
        }
    }

    protected abstract Task CallbackAsync(CancellationToken cancellationToken);

    private static void Check(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        }

        if (period != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        }
    }

    private void QueueTick()
    {
        int version;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            version = _version;
        }

        _activation.TryReceive(new Message
        {
            Kind = MessageKind.OneWay,
            CorrelationId = 0,
            Source = _activation.GrainId,
            Target = _activation.GrainId,
            AlwaysInterleave = _interleave,
            CountsAsUse = _keepAlive,
            IsTimerTick = true,
        }.With(new TimerTick(this, version), isolated: true));
    }
}
