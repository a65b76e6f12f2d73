using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Grains.Pools.Improving;

/// <summary>A pool as the solver takes it.</summary>
/// <param name="Problem">Hosts with what its own replicas may use, models, and what runs.</param>
/// <param name="Replicas">Running replicas by their id in the problem.</param>
/// <param name="Fixed">How many replicas of each model stay where they are, whatever the plan: of an older spec, on devices of several classes, or on their way.</param>
internal sealed record PoolProblem(FleetProblem Problem, ImmutableSortedDictionary<string, Lease> Replicas, ImmutableSortedDictionary<string, int> Fixed)
{
    /// <summary>The model of a name in the problem.</summary>
    public static ModelKey ModelOf(string name) => ModelKey.Parse(name);
}
