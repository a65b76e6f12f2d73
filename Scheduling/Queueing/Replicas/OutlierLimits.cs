namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>When <see cref="OutlierDetector"/> ejects a replica and when it lets it back.</summary>
public sealed record OutlierLimits
{
    /// <summary>Failures in a row after which a replica is ejected, at least 1; default 5.</summary>
    public int ConsecutiveFailures { get; init; } = 5;

    /// <summary>A replica whose typical execution takes this many times that of the others is ejected, above 1; default 3.</summary>
    public double SlowFactor { get; init; } = 3;

    /// <summary>Executions of a replica before its speed says anything, at least 1; default 20.</summary>
    public int MinSamples { get; init; } = 20;

    /// <summary>How long the first ejection lasts; each further one in a row as much longer. Positive; default 5 s.</summary>
    public TimeSpan Ejection { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest ejection; default 60 s.</summary>
    public TimeSpan MaxEjection { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>At most this share of the replicas is ejected at once, 0 to 1; default 0.5. One always stays.</summary>
    public double MaxEjectedShare { get; init; } = 0.5;
}
