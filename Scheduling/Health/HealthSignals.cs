using System.Collections.Immutable;

namespace Krewe.Scheduling.Health;

/// <summary>What was seen of a device in one second. What is not measured is null and says nothing.</summary>
public sealed record HealthSignals
{
    /// <summary>How it answered.</summary>
    public HealthAnswer Answer { get; init; }

    /// <summary>What the answer was, in words; empty when there is nothing to say.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Its last errors, oldest first; the same may be told again.</summary>
    public ImmutableArray<HealthEvent> Events { get; init; } = [];

    /// <summary>Uncorrectable memory errors since the driver was loaded.</summary>
    public long? UncorrectedErrors { get; init; }

    /// <summary>Whether rows of its memory wait for a reset to be replaced.</summary>
    public bool? RemapPending { get; init; }

    /// <summary>Whether rows could not be replaced.</summary>
    public bool? RemapFailed { get; init; }

    /// <summary>What the driver says would repair it.</summary>
    public RecoveryAction? Recovery { get; init; }

    /// <summary>What slows its clocks now.</summary>
    public SlowdownReasons? Slowdown { get; init; }

    /// <summary>Energy since the driver was loaded, in joules; one that falls shows a reset.</summary>
    public double? EnergyJoules { get; init; }
}
