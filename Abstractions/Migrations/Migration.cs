using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Migrations;

/// <summary>Replicas on their way from where they are to where they shall be: a plan that a pool has stored and carries out.</summary>
[GenerateSerializer, Immutable, Alias("krewe.Migration")]
public sealed record Migration
{
    /// <summary>Its id, unique within the pool.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The pool that carries it out.</summary>
    [Id(8)]
    public required PoolKey Pool { get; init; }

    /// <summary>Why it is done.</summary>
    [Id(1)]
    public required MigrationCause Cause { get; init; }

    /// <summary>Why, for people.</summary>
    [Id(2)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>When it was stored.</summary>
    [Id(3)]
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    [Id(4)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What has become of it.</summary>
    [Id(5)]
    public MigrationStatus Status { get; init; }

    /// <summary>Its steps, by index.</summary>
    [Id(6)]
    public ImmutableArray<MigrationStep> Steps { get; init; } = [];

    /// <summary>Why it is taken back; null when it is not.</summary>
    [Id(7)]
    public Problem? Problem { get; init; }

    /// <summary>Whether it has ended.</summary>
    [JsonIgnore]
    public bool Ended => Status is MigrationStatus.Done or MigrationStatus.RolledBack;
}
