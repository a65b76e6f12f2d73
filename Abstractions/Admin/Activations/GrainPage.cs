using System.Collections.Immutable;

namespace Krewe.Admin.Activations;

/// <summary>Part of the list of activations, by type, key and silo.</summary>
public sealed record GrainPage
{
    /// <summary>The activations.</summary>
    public ImmutableArray<GrainView> Grains { get; init; } = [];

    /// <summary><c>after</c> of the next part; null when this is the last one.</summary>
    public string? Next { get; init; }

    /// <summary>How many there are in all parts.</summary>
    public int Total { get; init; }

    /// <summary>Silos that did not answer; what is active there is missing.</summary>
    public ImmutableArray<Errors.Problem> Problems { get; init; } = [];
}
