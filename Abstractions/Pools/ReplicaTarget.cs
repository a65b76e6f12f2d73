using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Pools;

/// <summary>How many replicas a model is to have, as was decided by its demand.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ReplicaTarget")]
public sealed record ReplicaTarget
{
    /// <summary>The model.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>The generation of the spec by which it was decided; another one's is not taken.</summary>
    [Id(1)]
    public required long Generation { get; init; }

    /// <summary>How many.</summary>
    [Id(2)]
    public required int Replicas { get; init; }

    /// <summary>Why, each a sentence.</summary>
    [Id(3)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What it was decided from, by name.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, string> Inputs { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
}
