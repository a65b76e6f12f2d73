using Orleans;

namespace Krewe.Runtime.Reminders;

/// <summary>A reminder that this silo delivers: its row and the timer of its next tick. Used in the engine's turns only.</summary>
internal sealed class OwnedReminder : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1); // what a clock's timer can wait for has a limit

    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public OwnedReminder(ReminderEntry entry, DateTime dueAt, TimeProvider time, Action<OwnedReminder> due)
    {
        Entry = entry;
        DueAt = dueAt;
        _time = time;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(_ => due(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public ReminderEntry Entry { get; }

    public DateTime DueAt { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>The first time of a reminder's schedule that is not before the given one.</summary>
    public static DateTime NextDue(ReminderEntry entry, DateTime from)
    {
        if (from <= entry.StartAt)
        {
            return entry.StartAt;
        }

        var missed = (from - entry.StartAt).Ticks;
        var ticks = (missed + entry.Period.Ticks - 1) / entry.Period.Ticks;
        return entry.StartAt + (entry.Period * ticks);
    }

    /// <summary>Sets the clock for the next tick.</summary>
    public void Arm()
    {
        if (!IsOver)
        {
            var wait = DueAt - _time.GetUtcNow().UtcDateTime;
            _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? Up(wait) : Longest, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        IsOver = true;
        _timer.Dispose();
    }

    /// <summary>In whole milliseconds, so that a timer does not fire too early.</summary>
    private static TimeSpan Up(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
