namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>What is known of how a replica serves. Immutable; <see cref="OutlierDetector"/> makes the next one.</summary>
public sealed record ReplicaHealth
{
    /// <summary>Nothing is known.</summary>
    public static ReplicaHealth Unknown { get; } = new();

    /// <summary>Failures since the last success.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>Executions that completed since it was last let back.</summary>
    public int Samples { get; init; }

    /// <summary>A mean of its execution times in which older ones fade; zero while there is none.</summary>
    public TimeSpan Typical { get; init; }

    /// <summary>Ejections in a row: counted down by a probe that went well.</summary>
    public int Ejections { get; init; }

    /// <summary>Until when it gets nothing; null when it is not ejected. From then on it gets one request at a time, as a probe.</summary>
    public DateTimeOffset? EjectedUntil { get; init; }

    /// <summary>How many requests it may have at once.</summary>
    /// <param name="slots">Its slots.</param>
    /// <param name="now">The current time.</param>
    /// <returns>None while it is ejected, one while it is probed, else its slots.</returns>
    public int SlotsOf(int slots, DateTimeOffset now) => EjectedUntil is not { } until ? slots : now < until ? 0 : Math.Min(1, slots);
}
