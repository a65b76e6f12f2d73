namespace Orleans.Configuration;

/// <summary>How turns are watched.</summary>
public sealed class SchedulingOptions
{
    /// <summary>From how long on a single turn is logged: it blocked its thread and its grain; 1 s by default.</summary>
    public TimeSpan TurnWarningLengthThreshold { get; set; } = TimeSpan.FromMilliseconds(1_000);
}
