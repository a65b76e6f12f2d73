using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Pools;

/// <summary>A model as its pool sees it: what is wanted and what is.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PlacementView")]
public sealed record PlacementView
{
    /// <summary>Which model.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>What the user declared.</summary>
    [Id(1)]
    public required ModelSpec Spec { get; init; }

    /// <summary>The generation of the spec.</summary>
    [Id(2)]
    public required long Generation { get; init; }

    /// <summary>Replicas wanted.</summary>
    [Id(3)]
    public int Wanted { get; init; }

    /// <summary>Replicas that take requests.</summary>
    [Id(4)]
    public int Ready { get; init; }

    /// <summary>The replicas.</summary>
    [Id(5)]
    public ImmutableArray<ReplicaView> Replicas { get; init; } = [];

    /// <summary>Why replicas are missing; null when none is.</summary>
    [Id(6)]
    public Problem? Refusal { get; init; }

    /// <summary>Whether the model was deleted and its replicas are stopping.</summary>
    [Id(7)]
    public bool Removing { get; init; }

    /// <summary>The number of replicas that an operator said for a while; null for none.</summary>
    [Id(8)]
    public int? Override { get; init; }

    /// <summary>When that ends; null for none.</summary>
    [Id(9)]
    public DateTimeOffset? OverrideUntil { get; init; }
}
