using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>How to get from what runs to what is wanted.</summary>
/// <param name="Steps">The steps; done one after the other in this order they are always allowed.</param>
/// <param name="Blocked">What cannot be started without overcommitting something or falling below a minimum; empty when the plan reaches its end.</param>
public sealed record FleetPlan(ImmutableArray<PlanStep> Steps, ImmutableArray<FleetReplica> Blocked)
{
    /// <summary>Whether all of what is wanted runs at the end, and nothing else.</summary>
    public bool Reaches => Blocked.IsEmpty;

    /// <summary>Seconds of loading and moving in all.</summary>
    public double Seconds => Steps.Sum(step => step.Seconds);
}
