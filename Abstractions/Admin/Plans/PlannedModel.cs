using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Pools;

namespace Krewe.Admin.Plans;

/// <summary>What would follow for one model.</summary>
public sealed record PlannedModel
{
    /// <summary>The model.</summary>
    public required ModelKey Model { get; init; }

    /// <summary>The pool that it would be in.</summary>
    public required PoolKey Pool { get; init; }

    /// <summary>What storing the spec would change.</summary>
    public required AssignChange Change { get; init; }

    /// <summary>The members that differ from the stored spec; all of them when there is none, but for defaults.</summary>
    public ImmutableArray<SpecDifference> Differences { get; init; } = [];

    /// <summary>Every replica that would be there in the end, those that stay included.</summary>
    public ImmutableArray<PlannedReplica> Replicas { get; init; } = [];

    /// <summary>Why nothing would be stored; null when it would be.</summary>
    public Problem? Problem { get; init; }
}
