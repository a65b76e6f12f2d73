using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Pools.Improving;

namespace Krewe.Pools;

/// <summary>What a pool decides from, at one instant.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PoolSnapshot")]
public sealed record PoolSnapshot
{
    /// <summary>The pool.</summary>
    [Id(0)]
    public required PoolKey Pool { get; init; }

    /// <summary>The pool's time.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The round of the pool's loop.</summary>
    [Id(2)]
    public long Round { get; init; }

    /// <summary>The seed of the round's random choices; null when placement makes none.</summary>
    [Id(3)]
    public long? Seed { get; init; }

    /// <summary>The weights of the comparison of hosts.</summary>
    [Id(4)]
    public required SnapshotWeights Weights { get; init; }

    /// <summary>The hosts with devices and leases, in the state that placement saw.</summary>
    [Id(5)]
    public ImmutableArray<HostView> Hosts { get; init; } = [];

    /// <summary>The models, by key.</summary>
    [Id(6)]
    public ImmutableArray<SnapshotModel> Models { get; init; } = [];

    /// <summary>The replicas, by key.</summary>
    [Id(7)]
    public ImmutableArray<SnapshotReplica> Replicas { get; init; } = [];

    /// <summary>The highest epoch that any replica of the pool had.</summary>
    [Id(8)]
    public long LastEpoch { get; init; }

    /// <summary>What counts when plans for all of the pool are compared; null where it is not known: the usual.</summary>
    [Id(10)]
    public SnapshotObjective? Objective { get; init; }

    /// <summary>The last plan for all of the pool, with what it was made from; null where none was looked for.</summary>
    [Id(11)]
    public RecordedPlan? Plan { get; init; }

    /// <summary>What tenants may hold.</summary>
    [Id(12)]
    public ImmutableArray<SnapshotQuota> Quotas { get; init; } = [];

    /// <summary>In which order requests are thought to come; null where it was not tried: those for several devices first.</summary>
    [Id(13)]
    public SnapshotPacking? Packing { get; init; }

    /// <summary>One of each group of machines that could be added, all free.</summary>
    [Id(20)]
    public ImmutableArray<HostView> Offered { get; init; } = [];

    /// <summary>How much may be on spot machines; null where nobody has said.</summary>
    [Id(21)]
    public SpotLimits? Spot { get; init; }

    /// <summary>The migrations that have not ended.</summary>
    [Id(9)]
    public ImmutableArray<Migration> Migrations { get; init; } = [];
}
