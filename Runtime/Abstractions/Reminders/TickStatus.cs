namespace Orleans.Runtime;

/// <summary>The times of a reminder's tick, in UTC.</summary>
[GenerateSerializer, Alias("tick-status")]
public readonly struct TickStatus
{
    /// <summary>Describes a tick.</summary>
    /// <param name="firstTickTime">When the reminder fell due first.</param>
    /// <param name="period">The time from one tick to the next.</param>
    /// <param name="timeStamp">When this tick was sent.</param>
    public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        FirstTickTime = firstTickTime;
        Period = period;
        CurrentTickTime = timeStamp;
    }

    /// <summary>When the reminder fell due first.</summary>
    [Id(0)]
    public DateTime FirstTickTime { get; }

    /// <summary>The time from one tick to the next.</summary>
    [Id(1)]
    public TimeSpan Period { get; }

    /// <summary>When this tick was sent.</summary>
    [Id(2)]
    public DateTime CurrentTickTime { get; }

    /// <inheritdoc/>
    public override string ToString() => $"tick at {CurrentTickTime:O}, first at {FirstTickTime:O}, every {Period}";
}
