using Krewe.Hosts;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Pools;

/// <summary>A replica as its pool keeps and sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SnapshotReplica")]
public sealed record SnapshotReplica
{
    /// <summary>Its lease, which names it.</summary>
    [Id(0)]
    public required Lease Lease { get; init; }

    /// <summary>The revision of the model that it runs.</summary>
    [Id(1)]
    public required long Revision { get; init; }

    /// <summary>The spec that it runs.</summary>
    [Id(2)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Whether it was told to stop.</summary>
    [Id(3)]
    public bool Stopping { get; init; }

    /// <summary>What it said last; null when it has not been heard.</summary>
    [Id(4)]
    public ReplicaPhase? Phase { get; init; }
}
