using System.Collections.Immutable;
using Krewe.Planning.Fleets;

namespace Krewe.Planning.Replay;

/// <summary>What is replayed on: rules for each model, and machines or a number of places.</summary>
public sealed record ReplaySystem
{
    /// <summary>The rules of each model, in the order of the trace. How often is checked, and whether changes wait for each other, is as the first says.</summary>
    public required ImmutableArray<ReplayRules> Rules { get; init; }

    /// <summary>Places for replicas that all models share; with a fleet the most of them that are used.</summary>
    public required int Places { get; init; }

    /// <summary>The machines; null where a place is a place.</summary>
    public DescribedFleet? Fleet { get; init; }

    /// <summary>What a replica of each model asks for, in the order of the trace; only with a fleet.</summary>
    public ImmutableArray<ReplicaShape> Shapes { get; init; } = [];
}
