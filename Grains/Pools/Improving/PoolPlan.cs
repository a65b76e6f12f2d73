using System.Collections.Immutable;
using Krewe.Pools.Improving;
using Krewe.Scheduling.Placement.Plans;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Grains.Pools.Improving;

/// <summary>A plan for a whole pool, and the way there.</summary>
/// <param name="Pool">What was planned, with the limits that it was planned under.</param>
/// <param name="Wanted">What is wanted.</param>
/// <param name="Way">The steps.</param>
/// <param name="Efforts">How far each search went.</param>
internal sealed record PoolPlan(PoolProblem Pool, FleetSolution Wanted, FleetPlan Way, ImmutableArray<SearchEffort> Efforts);
