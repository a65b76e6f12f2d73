using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Migrations;

/// <summary>A step of a migration, with what has become of it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MigrationStep")]
public sealed record MigrationStep
{
    /// <summary>Its place in the migration, from 0; migration and index are its id.</summary>
    [Id(0)]
    public required int Index { get; init; }

    /// <summary>What it does.</summary>
    [Id(1)]
    public required MigrationStepKind Kind { get; init; }

    /// <summary>The replica that it starts or stops.</summary>
    [Id(2)]
    public required ReplicaId Replica { get; init; }

    /// <summary>The host.</summary>
    [Id(3)]
    public required string Host { get; init; }

    /// <summary>Of a start: the devices, by UUID.</summary>
    [Id(4)]
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>The steps that must be done before it begins, ascending.</summary>
    [Id(5)]
    public ImmutableArray<int> After { get; init; } = [];

    /// <summary>Of a start: the step that stops the replica whose place it takes; null for none.</summary>
    [Id(6)]
    public int? Replaces { get; init; }

    /// <summary>Where it is.</summary>
    [Id(7)]
    public MigrationPhase Phase { get; init; }

    /// <summary>Since when.</summary>
    [Id(8)]
    public DateTimeOffset Since { get; init; }

    /// <inheritdoc/>
    public bool Equals(MigrationStep? other) =>
        other is not null && (Index, Kind, Replica, Host, Replaces, Phase, Since) == (other.Index, other.Kind, other.Replica, other.Host, other.Replaces, other.Phase, other.Since)
        && Devices.SequenceEqual(other.Devices) && After.SequenceEqual(other.After);

    /// <inheritdoc/>
    public override int GetHashCode() => (Index, Kind, Replica, Host, Phase, Since).GetHashCode();
}
