using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Fleet;

/// <summary>A region as the fleet sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.RegionStatus")]
public sealed record RegionStatus
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Since when it has no live silo; null while it has one.</summary>
    [Id(1)]
    public DateTimeOffset? LostSince { get; init; }

    /// <summary>Its pools.</summary>
    [Id(2)]
    public ImmutableArray<PoolKey> Pools { get; init; } = [];

    /// <summary>Measured round trips from it to others.</summary>
    [Id(3)]
    public ImmutableArray<RegionLatency> Latencies { get; init; } = [];

    /// <summary>Since when it is taken out of service; null while it serves.</summary>
    [Id(4)]
    public DateTimeOffset? DrainedSince { get; init; }

    /// <summary>Whether it was decided since then what becomes of each of its models.</summary>
    [Id(5)]
    public bool Decided { get; init; }
}
