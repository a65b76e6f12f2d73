using System.Collections.Immutable;

namespace Krewe.Admin.Activations;

/// <summary>Activations counted by type and silo.</summary>
public sealed record GrainSummary
{
    /// <summary>The counts, by type, then by silo.</summary>
    public ImmutableArray<GrainCount> Counts { get; init; } = [];

    /// <summary>Activations in all.</summary>
    public int Total { get; init; }

    /// <summary>Silos that did not answer; what is active there is not counted.</summary>
    public ImmutableArray<Errors.Problem> Problems { get; init; } = [];
}
