using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Problems;

/// <summary>A plan for a fleet: always feasible.</summary>
public sealed record FleetSolution
{
    /// <summary>What is placed, by model, region and place; what runs and stays has its id.</summary>
    public required ImmutableArray<FleetReplica> Replicas { get; init; }

    /// <summary>What it costs.</summary>
    public required ObjectiveValue Value { get; init; }

    /// <summary>No plan costs less than this: proved by branch and bound or by a linear program's dual. 0 where none was worked out.</summary>
    public required double LowerBound { get; init; }

    /// <summary>Whether the plan is proved to be a best one.</summary>
    public required bool Proved { get; init; }

    /// <summary>Steps of the search that were done.</summary>
    public required int Steps { get; init; }

    /// <summary>Nodes of branch and bound that were looked at.</summary>
    public required int Nodes { get; init; }

    /// <summary>How far the plan can be from the best, as a share of its cost, 0 to 1.</summary>
    public double Gap => Proved || Value.Total <= 0 ? 0 : Math.Clamp((Value.Total - LowerBound) / Value.Total, 0, 1);
}
