using System.Collections.Immutable;

namespace Krewe.Pools;

/// <summary>The models of a pool whose number of replicas follows demand, and what there is for them.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PoolDemand")]
public sealed record PoolDemand
{
    /// <summary>The models, by key.</summary>
    [Id(0)]
    public ImmutableArray<ScaledModel> Models { get; init; } = [];

    /// <summary>What those of each kind share.</summary>
    [Id(1)]
    public ImmutableArray<PoolPlaces> Places { get; init; } = [];
}
