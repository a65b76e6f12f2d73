using System.Collections.Immutable;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Pools;

/// <summary>A model whose number of replicas follows demand, as its pool sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ScaledModel")]
public sealed record ScaledModel
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

    /// <summary>Replicas wanted now.</summary>
    [Id(3)]
    public int Wanted { get; init; }

    /// <summary>Replicas that take requests.</summary>
    [Id(4)]
    public int Ready { get; init; }

    /// <summary>Of those that have a place and do not serve yet, how many seconds ago each got it.</summary>
    [Id(5)]
    public ImmutableArray<double> StartingSeconds { get; init; } = [];

    /// <summary>The longest of the last starts of its replicas, in seconds; null before any.</summary>
    [Id(6)]
    public double? StartupSeconds { get; init; }

    /// <summary>With which other models it shares places: those of the same kind.</summary>
    [Id(10)]
    public string Kind { get; init; } = "";

    /// <summary>What one replica takes of the places that the models share, at least 1.</summary>
    [Id(7)]
    public int Size { get; init; } = 1;

    /// <summary>Whether an operator's number holds for now.</summary>
    [Id(8)]
    public bool Overridden { get; init; }

    /// <summary>Whether a replica of it was refused a place.</summary>
    [Id(9)]
    public bool Refused { get; init; }
}
