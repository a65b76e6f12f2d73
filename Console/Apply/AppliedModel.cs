using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Pools;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Apply;

/// <summary>What became of one model of the file.</summary>
internal sealed record AppliedModel
{
    /// <summary>Its key: <c>tenant/model@region</c>.</summary>
    public required string Model { get; init; }

    public required AssignChange Change { get; init; }

    public required long Generation { get; init; }

    /// <summary>The keys whose values changed.</summary>
    public ImmutableArray<SpecChange> Changes { get; init; } = [];

    public int Wanted { get; init; }

    public int Ready { get; init; }

    /// <summary>Whether all wanted replicas of this spec take requests.</summary>
    public bool Complete { get; init; }

    /// <summary>Why replicas are missing; null when none is, or nothing is known yet.</summary>
    public Problem? Problem { get; init; }
}
