using System.Collections.Immutable;
using Krewe.Pools;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Grains.Pools.Improving;

/// <summary>How a silo's pools plan as a whole.</summary>
public sealed record PoolOptions
{
    /// <summary>What counts how much.</summary>
    public ObjectiveWeights Weights { get; init; } = new();

    /// <summary>Whether better plans are looked for and carried out; default yes.</summary>
    public bool Rebalances { get; init; } = true;

    /// <summary>How often a pool that has changed is looked at; default 10 s.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What a plan has to save to be worth its moves, in units of the objective beyond what the moves themselves cost; default 50.</summary>
    public double LeastGain { get; init; } = 50;

    /// <summary>Steps of the search, at most; default 2,000.</summary>
    public int Steps { get; init; } = 2_000;

    /// <summary>What tenants may hold together in a pool, by tenant; a tenant without one has no limit.</summary>
    public ImmutableArray<SnapshotQuota> Quotas { get; init; } = [];
}
