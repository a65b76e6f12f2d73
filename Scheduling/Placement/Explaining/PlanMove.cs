using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Explaining;

/// <summary>A replica that a plan has somewhere else than where it runs.</summary>
/// <param name="From">As it runs.</param>
/// <param name="To">As it is wanted.</param>
/// <param name="Seconds">How long loading it there takes, and taking its state along; 0 for what is warm.</param>
/// <param name="Saves">What the plan costs more, part by part, if this one alone stays; null where it cannot stay alone.</param>
/// <param name="Reasons">Why, each a sentence.</param>
public sealed record PlanMove(FleetReplica From, FleetReplica To, double Seconds, ObjectiveValue? Saves, ImmutableArray<string> Reasons);
