using Krewe.Specs;

namespace Krewe.Fleet;

/// <summary>A model of a pool as the fleet needs it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PoolRegionModel")]
public sealed record PoolRegionModel
{
    /// <summary>Its spec.</summary>
    [Id(0)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Replicas that it is to have, whatever it was told to do without.</summary>
    [Id(1)]
    public int Wanted { get; init; }

    /// <summary>Replicas that have a place.</summary>
    [Id(2)]
    public int Placed { get; init; }

    /// <summary>Replicas that take requests.</summary>
    [Id(3)]
    public int Ready { get; init; }

    /// <summary>Whether a replica was refused a place.</summary>
    [Id(4)]
    public bool Refused { get; init; }

    /// <summary>The most that it may have for now; null for no limit.</summary>
    [Id(5)]
    public int? Cap { get; init; }

    /// <summary>The fewest that it is to have for now, whatever its demand says; null for no limit.</summary>
    [Id(6)]
    public int? Least { get; init; }
}
