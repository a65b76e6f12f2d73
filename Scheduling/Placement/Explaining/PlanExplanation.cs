using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Explaining;

/// <summary>Why a plan for a fleet is as it is.</summary>
public sealed record PlanExplanation
{
    /// <summary>What the fleet costs as it runs.</summary>
    public required ObjectiveValue Before { get; init; }

    /// <summary>What it costs when the plan is carried out.</summary>
    public required ObjectiveValue After { get; init; }

    /// <summary>What would move, by model and name.</summary>
    public required ImmutableArray<PlanMove> Moves { get; init; }

    /// <summary>What would be started beside.</summary>
    public required ImmutableArray<FleetReplica> Starts { get; init; }

    /// <summary>What would be stopped beside.</summary>
    public required ImmutableArray<FleetReplica> Stops { get; init; }

    /// <summary>What is asked for and does not run then, by model: how much, in replicas of its fastest shape.</summary>
    public required ImmutableArray<(string Model, double Replicas)> Missing { get; init; }
}
