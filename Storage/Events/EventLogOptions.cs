namespace Krewe.Storage.Events;

/// <summary>The bounds of an event log.</summary>
public class EventLogOptions
{
    /// <summary>The most events that it keeps; 1 to 100,000,000, default 1,000,000.</summary>
    public long MaxEvents { get; set; } = 1_000_000;

    /// <summary>For how long acknowledged events are kept at most, default 1 day.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often a silo looks after the log: removes what is too old, and looks how far groups are behind; 1 s to 1 day, default 30 s.</summary>
    public TimeSpan KeepPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What an append does when it is full.</summary>
    public EventLogOverflow Overflow { get; set; } = EventLogOverflow.DropOldestAcknowledged;

    /// <summary>Looks at every value.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    internal void ValidateBounds()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEvents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxEvents, 100_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAge, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepPeriod, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(KeepPeriod, TimeSpan.FromDays(1));
    }
}
