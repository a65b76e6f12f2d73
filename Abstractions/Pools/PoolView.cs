using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Pools.Improving;

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

    /// <summary>The best plan for all of it that was found when it last looked; null before.</summary>
    [Id(5)]
    public PoolImprovement? Improvement { get; init; }

    /// <summary>Its migrations: those that have not ended, and the last ones that have; oldest first.</summary>
    [Id(4)]
    public ImmutableArray<Migration> Migrations { get; init; } = [];
}
