using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>A replica that a plan starts or stops.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Placed">What it holds; null for one of which nothing is known.</param>
internal sealed record PlanReplica(FleetReplica Replica, Placed? Placed);
