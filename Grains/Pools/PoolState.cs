using System.Collections.Immutable;

namespace Krewe.Grains.Pools;

/// <summary>What a pool grain keeps: what is wanted, and which lease each replica holds. Keys are those of the grains.</summary>
[GenerateSerializer, Alias("krewe.PoolState")]
public sealed record PoolState
{
    /// <summary>The models by key.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, PoolModel> Models { get; init; } =
        ImmutableSortedDictionary<string, PoolModel>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The replicas by key.</summary>
    [Id(1)]
    public ImmutableSortedDictionary<string, PoolReplica> Replicas { get; init; } =
        ImmutableSortedDictionary<string, PoolReplica>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The highest epoch that any of its replicas had.</summary>
    [Id(3)]
    public long LastEpoch { get; init; }
}
