using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Migrations;

/// <summary>An operator's wish to have a replica somewhere else.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MigrationOrder")]
public sealed record MigrationOrder
{
    /// <summary>Which replica leaves.</summary>
    [Id(0)]
    public required ReplicaId Replica { get; init; }

    /// <summary>The host to go to; null for the best place on another one.</summary>
    [Id(1)]
    public string? Host { get; init; }
}
