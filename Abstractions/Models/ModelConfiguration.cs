using System.Collections.Immutable;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Models;

/// <summary>What a pool tells a model: its spec, and the replicas that exist.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelConfiguration")]
public sealed record ModelConfiguration
{
    /// <summary>What the user declared.</summary>
    [Id(0)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Grows with each change of the spec.</summary>
    [Id(1)]
    public required long Generation { get; init; }

    /// <summary>The replicas that are placed, those that are being stopped not counted.</summary>
    [Id(2)]
    public ImmutableArray<ReplicaId> Replicas { get; init; } = [];

    /// <summary>Whether it is to have no replica because somebody said so: who comes is refused. Otherwise who comes waits for one.</summary>
    [Id(3)]
    public bool Closed { get; init; }
}
