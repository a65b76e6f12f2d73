using System.Collections.Immutable;

namespace Krewe.Scheduling.Health;

/// <summary>What is remembered of a device's health from one second to the next. Immutable; <see cref="HealthMachine"/> makes the next one.</summary>
public sealed record HealthRecord
{
    /// <summary>A device of which nothing is known.</summary>
    public static HealthRecord Initial { get; } = new();

    /// <summary>What it is good for.</summary>
    public HealthCondition Condition { get; init; }

    /// <summary>Whether what runs there is to end at once: it is gone, wrong or stuck.</summary>
    public bool Evict { get; init; }

    /// <summary>Since when the condition is what it is; null before the first measurement.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why it is no better, all reasons, the worst first; empty when it is healthy.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>The last error that was told of; 0 for none.</summary>
    public int LastXid { get; init; }

    /// <summary>Since when its answers fail; null when the last one did not.</summary>
    internal DateTimeOffset? FailingSince { get; init; }

    /// <summary>When an error said that it is gone; null once its driver says so too, or what it answers is believed again.</summary>
    internal HealthFault? Gone { get; init; }

    /// <summary>Since when it answers again; null when it was never away, or is.</summary>
    internal DateTimeOffset? BackSince { get; init; }

    /// <summary>Whether it is away, or was and is on probation.</summary>
    internal bool Away { get; init; }

    /// <summary>When it was last taken back.</summary>
    internal DateTimeOffset? TakenBackAt { get; init; }

    /// <summary>How often it went again soon after it was taken back.</summary>
    internal int Relapses { get; init; }

    /// <summary>The faults that stay until the device was reset.</summary>
    public ImmutableArray<HealthFault> Faults { get; init; } = [];

    internal long LastEvent { get; init; }

    internal SlowdownReasons Slowdown { get; init; }

    internal DateTimeOffset? SlowSince { get; init; }

    internal DateTimeOffset? FastSince { get; init; }

    internal long? UncorrectedErrors { get; init; }

    internal DateTimeOffset? UncorrectedAt { get; init; }

    /// <summary>Its energy counter, as last told, in joules; one that falls shows a reset.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>What its driver last said that would repair it; one that ends shows a recovery.</summary>
    public RecoveryAction Recovery { get; init; }
}
