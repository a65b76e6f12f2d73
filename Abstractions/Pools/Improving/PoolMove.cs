using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Pools.Improving;

/// <summary>A replica that would be better somewhere else, or one more that would be started.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PoolMove")]
public sealed record PoolMove
{
    /// <summary>The model.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>The replica that would leave; null for one that would be started beside.</summary>
    [Id(1)]
    public ReplicaId? Replica { get; init; }

    /// <summary>The host that it is on; null for one that would be started.</summary>
    [Id(2)]
    public string? From { get; init; }

    /// <summary>Its devices there, by UUID.</summary>
    [Id(3)]
    public ImmutableArray<string> FromDevices { get; init; } = [];

    /// <summary>The host that it would be on.</summary>
    [Id(4)]
    public required string To { get; init; }

    /// <summary>Its devices there, by UUID.</summary>
    [Id(5)]
    public ImmutableArray<string> ToDevices { get; init; } = [];

    /// <summary>Seconds of loading that it takes, estimated from all that the replica holds.</summary>
    [Id(6)]
    public double Seconds { get; init; }

    /// <summary>What is saved by this move alone, in units of the objective; null where it cannot be left out alone.</summary>
    [Id(7)]
    public double? Saves { get; init; }

    /// <summary>Why, each a sentence.</summary>
    [Id(8)]
    public ImmutableArray<string> Reasons { get; init; } = [];
}
