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

    /// <summary>The models that may be executed in several regions, by the key at home. What their pool said last: it may be lost with its region.</summary>
    [Id(3)]
    public ImmutableSortedDictionary<string, SpreadModel> Spread { get; init; } =
        ImmutableSortedDictionary<string, SpreadModel>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The copies that were made of them, each by its key, with the key at home.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, string> Copies { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Regions that hold models and have no live silo, with the time since when.</summary>
    [Id(5)]
    public ImmutableSortedDictionary<string, DateTimeOffset> Lost { get; init; } =
        ImmutableSortedDictionary<string, DateTimeOffset>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Regions that are taken out of service, with the time since when.</summary>
    [Id(6)]
    public ImmutableSortedDictionary<string, DateTimeOffset> Drained { get; init; } =
        ImmutableSortedDictionary<string, DateTimeOffset>.Empty.WithComparers(StringComparer.Ordinal);
}
