using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Models.Shards;

/// <summary>What the root of a split queue tells a shard.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ShardAllotment")]
public sealed record ShardAllotment
{
    /// <summary>The root's activation: a later one has a greater number.</summary>
    [Id(0)]
    public required long Root { get; init; }

    /// <summary>Grows with each word of that activation: one that was overtaken is known.</summary>
    [Id(1)]
    public required long Sequence { get; init; }

    /// <summary>The model's spec; null when there is no such model any more.</summary>
    [Id(2)]
    public ModelConfiguration? Configuration { get; init; }

    /// <summary>Whether the queue is split into fewer shards now: the shard sends back who waits and gives up what it has.</summary>
    [Id(3)]
    public bool Closed { get; init; }

    /// <summary>What it may use. Default: the root is new and only asks; nothing changes.</summary>
    [Id(4)]
    public ImmutableArray<ShardShare>? Shares { get; init; }

    /// <summary>All replicas that there are, also those that have not told; null while the root does not know.</summary>
    [Id(5)]
    public ImmutableArray<ReplicaId>? Known { get; init; }

    /// <summary>When a critical request of another shard must begin, the earliest; null for none. A shard that owes slots cancels batch work for it.</summary>
    [Id(6)]
    public DateTimeOffset? Urgent { get; init; }
}
