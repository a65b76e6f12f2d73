using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>A step of a plan. It may begin when all steps that it waits for are done, in any order with others.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Replica">The replica.</param>
/// <param name="After">The steps that must be done before, ascending; each stands earlier in the plan.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record PlanStep(int Index, PlanStepKind Kind, FleetReplica Replica, ImmutableArray<int> After, string Reason)
{
    /// <summary>Seconds that loading takes, or moving state away; 0 for what is warm.</summary>
    public double Seconds { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Index}: {(Kind == PlanStepKind.Start ? "start" : "stop")} {Replica} ({Reason}){(After.IsEmpty ? "" : $" after {string.Join(' ', After)}")}");
}
