using System.Collections.Immutable;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Pools;

/// <summary>A model as its pool keeps it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SnapshotModel")]
public sealed record SnapshotModel
{
    /// <summary>The model.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>What the user declared.</summary>
    [Id(1)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Grows with each change of the spec.</summary>
    [Id(2)]
    public required long Generation { get; init; }

    /// <summary>The generation that replicas must run; those of another one are replaced.</summary>
    [Id(3)]
    public required long Revision { get; init; }

    /// <summary>Whether it was deleted.</summary>
    [Id(4)]
    public bool Removing { get; init; }

    /// <summary>The number of replicas that was decided by demand; null for none.</summary>
    [Id(5)]
    public int? Target { get; init; }

    /// <summary>The number of replicas that an operator said for a while; null for none.</summary>
    [Id(6)]
    public int? Override { get; init; }

    /// <summary>The longest of the last starts of its replicas, in seconds; null before any.</summary>
    [Id(7)]
    public double? StartupSeconds { get; init; }

    /// <summary>What its executions take by class of device, as its queue told last.</summary>
    [Id(8)]
    public ImmutableArray<ModelProfile> Profiles { get; init; } = [];
}
