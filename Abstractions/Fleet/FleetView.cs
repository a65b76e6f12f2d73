using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Fleet;

/// <summary>The fleet: pools, and where each model is.</summary>
[GenerateSerializer, Immutable, Alias("krewe.FleetView")]
public sealed record FleetView
{
    /// <summary>The pools that have been heard of.</summary>
    [Id(0)]
    public ImmutableArray<PoolKey> Pools { get; init; } = [];

    /// <summary>The models, each with its pool.</summary>
    [Id(1)]
    public ImmutableArray<FleetAssignment> Models { get; init; } = [];

    /// <summary>The regions that have pools.</summary>
    [Id(2)]
    public ImmutableArray<RegionStatus> Regions { get; init; } = [];

    /// <summary>The models that may be executed in several regions.</summary>
    [Id(3)]
    public ImmutableArray<SpreadStatus> Spread { get; init; } = [];
}
