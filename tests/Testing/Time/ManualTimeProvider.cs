namespace Krewe.Testing.Time;

/// <summary>
/// A clock that stands still until it is told to go on. Timers fire on the thread that moves it, in the order in which they are due,
/// those due at the same instant in the order in which they were set. Safe for all threads.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<ManualTimer> _due = new(ManualTimer.ByDue);
    private DateTimeOffset _now;
    private long _sequence;

    /// <summary>A clock that shows the beginning of 2026.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that shows that time.</summary>
    public ManualTimeProvider(DateTimeOffset start)
    {
        Start = start;
        _now = start;
    }

    /// <summary>Told when a timer is set, changed or disposed of; on the thread that does it.</summary>
    internal Action? Touched { get; set; }

    /// <summary>What the clock showed at first.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>How far it went since.</summary>
    public TimeSpan Elapsed => GetUtcNow() - Start;

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _due.Min?.Due;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires what falls due on the way, each at its time.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset until = GetUtcNow() + by;
        while (FireNext(until))
        {
        }

        lock (_gate)
        {
            _now = until;
        }
    }

    /// <summary>Moves the clock to the next timer and fires it. False when none is due by then.</summary>
    public bool FireNext(DateTimeOffset until)
    {
        ManualTimer? next;
        lock (_gate)
        {
            next = _due.Min;
            if (next is null || next.Due > until)
            {
                return false;
            }

            _due.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                Set_NeedsLock(next, next.Period);
            }
            else
            {
                next.IsSet = false;
            }
        }

        next.Fire();
        return true;
    }

    internal void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        Touched?.Invoke();
        lock (_gate)
        {
            Unset_NeedsLock(timer);
            timer.Period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                Set_NeedsLock(timer, dueTime);
            }
        }
    }

    internal void Unset(ManualTimer timer)
    {
        Touched?.Invoke();
        lock (_gate)
        {
            Unset_NeedsLock(timer);
        }
    }

    private void Set_NeedsLock(ManualTimer timer, TimeSpan dueTime)
    {
        timer.Due = _now + dueTime;
        timer.Sequence = ++_sequence;
        timer.IsSet = true;
        _due.Add(timer);
    }

    private void Unset_NeedsLock(ManualTimer timer)
    {
        if (timer.IsSet)
        {
            _due.Remove(timer);
            timer.IsSet = false;
        }
    }
}
