using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Naming;

namespace Krewe.Grains.Fleet;

/// <summary>What the fleet grain keeps: which pool each model is assigned to, by the model's key.</summary>
[GenerateSerializer, Alias("krewe.FleetState")]
public sealed record FleetState
{
    /// <summary>The assignments by model.</summary>
    [Id(0)]
    public ImmutableDictionary<string, FleetAssignment> Models { get; init; } = ImmutableDictionary<string, FleetAssignment>.Empty;

    /// <summary>The pools that were ever heard of.</summary>
    [Id(1)]
    public ImmutableArray<PoolKey> Pools { get; init; } = [];

    /// <summary>The last generation that was given to a spec. One count for all pools: a model that moves from one to another goes on counting.</summary>
    [Id(2)]
    public long LastGeneration { get; init; }
}
