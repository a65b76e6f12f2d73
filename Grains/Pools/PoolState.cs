using System.Collections.Immutable;
using Krewe.Migrations;
using Krewe.Pools;

namespace Krewe.Grains.Pools;

/// <summary>What a pool grain keeps: what is wanted, and which lease each replica holds. Keys are those of the grains.</summary>
[GenerateSerializer, Alias("krewe.PoolState")]
public sealed record PoolState
{
    internal static readonly ImmutableSortedDictionary<string, Migration> NoMigrations =
        ImmutableSortedDictionary<string, Migration>.Empty.WithComparers(StringComparer.Ordinal);

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

    /// <summary>The migrations that have not ended, by id.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, Migration> Migrations { get; init; } = NoMigrations;

    /// <summary>How many migrations there were: the number of the last one.</summary>
    [Id(5)]
    public long LastMigration { get; init; }

    /// <summary>In which order requests are thought to come; null where it was not tried yet.</summary>
    [Id(20)]
    public SnapshotPacking? Packing { get; init; }
}
