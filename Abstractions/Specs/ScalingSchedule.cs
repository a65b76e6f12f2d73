using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>Other limits for a model at certain times of the week.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ScalingSchedule")]
public sealed record ScalingSchedule
{
    /// <summary>The days on which it begins; empty for all.</summary>
    [Id(0)]
    public ImmutableArray<DayOfWeek> Days { get; init; } = [];

    /// <summary>When it begins, as time of day.</summary>
    [Id(1)]
    public TimeSpan From { get; init; }

    /// <summary>When it ends, as time of day; at or before <see cref="From"/> means on the day after.</summary>
    [Id(2)]
    public TimeSpan To { get; init; }

    /// <summary>The IANA name of the time zone of both; default UTC.</summary>
    [Id(3)]
    public string Zone { get; init; } = "UTC";

    /// <summary>Replicas at least meanwhile; null for as always.</summary>
    [Id(4)]
    public int? Min { get; init; }

    /// <summary>Replicas at most meanwhile; null for as always.</summary>
    [Id(5)]
    public int? Max { get; init; }

    /// <inheritdoc/>
    public bool Equals(ScalingSchedule? other) =>
        other is not null && From == other.From && To == other.To && Zone == other.Zone && Min == other.Min && Max == other.Max
        && Days.AsSpan().SequenceEqual(other.Days.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (From, To, Zone, Min, Max, Days.Length).GetHashCode();
}
