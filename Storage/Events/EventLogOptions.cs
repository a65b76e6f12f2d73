namespace Krewe.Storage.Events;

/// <summary>The bounds of an event log.</summary>
public class EventLogOptions
{
    /// <summary>The most events that it keeps; 1 to 100,000,000, default 1,000,000.</summary>
    public long MaxEvents { get; set; } = 1_000_000;

    /// <summary>For how long acknowledged events are kept at most, once <see cref="IEventLog.TrimAsync"/> runs; default 1 day.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What an append does when it is full.</summary>
    public EventLogOverflow Overflow { get; set; } = EventLogOverflow.DropOldestAcknowledged;

    /// <summary>Looks at every value.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    internal void ValidateBounds()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEvents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxEvents, 100_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAge, TimeSpan.Zero);
    }
}
