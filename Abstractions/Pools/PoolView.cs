using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Naming;

namespace Krewe.Pools;

/// <summary>A pool as its grain sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PoolView")]
public sealed record PoolView
{
    /// <summary>Which pool.</summary>
    [Id(0)]
    public required PoolKey Key { get; init; }

    /// <summary>Its hosts.</summary>
    [Id(1)]
    public ImmutableArray<HostView> Hosts { get; init; } = [];

    /// <summary>Its models.</summary>
    [Id(2)]
    public ImmutableArray<PlacementView> Models { get; init; } = [];

    /// <summary>Its last decisions, oldest first.</summary>
    [Id(3)]
    public ImmutableArray<Decision> Decisions { get; init; } = [];
}
