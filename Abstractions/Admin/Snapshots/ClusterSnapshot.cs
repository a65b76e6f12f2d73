using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Pools;

namespace Krewe.Admin.Snapshots;

/// <summary>Everything that placement decides from, in one document. The same document and code give the same decisions.</summary>
public sealed record ClusterSnapshot
{
    /// <summary>The version of the document that this code writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the document.</summary>
    public required int Version { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The silo that took it.</summary>
    public required string Silo { get; init; }

    /// <summary>The silo's version.</summary>
    public required string Product { get; init; }

    /// <summary>The fleet's map of models and pools.</summary>
    public FleetView? Fleet { get; init; }

    /// <summary>The pools, by key.</summary>
    public ImmutableArray<PoolSnapshot> Pools { get; init; } = [];

    /// <summary>Who did not answer and is therefore missing; empty when the document is whole.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
