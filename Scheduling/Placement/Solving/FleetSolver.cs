using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Exact;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>
/// Plans a whole fleet: by search, which may be stopped at any time, and on small problems by branch and bound with proof. Always feasible;
/// the same problem, seed and steps give the same plan in every process. See docs/placement.md.
/// </summary>
public static class FleetSolver
{
    /// <summary>Looks for a plan.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">How long and how.</param>
    /// <param name="stop">Ends the search: the best plan until then is returned.</param>
    /// <returns>The best plan found, and how far from the best it can be.</returns>
    /// <exception cref="ArgumentException">The problem names something twice, or has an amount outside its range.</exception>
    public static FleetSolution Solve(FleetProblem problem, SearchOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        var fleet = new CompiledFleet(problem);
        var search = new NeighbourhoodSearch(fleet, StartingPlan.Of(fleet, options.Start), options.Seed);
        var bound = options.Bound ? FleetBound.Of(fleet) : 0;
        var steps = search.Run(options.Steps, options.StopAfter, bound, stop);
        var (best, cost, nodes) = (search.Best, search.BestCost, 0);
        if (options.Nodes > 0 && cost > bound && new ExactModel(fleet) is { TooLarge: false } model)
        {
            var exact = new BranchAndBound(model, cost, options.Nodes).Run(stop);
            (best, cost) = exact.Better is { } better ? (better, exact.Cost) : (best, cost);
            (bound, nodes) = (Math.Max(bound, exact.Bound), exact.Nodes);
        }

        var replicas = Write(fleet, best);
        return new FleetSolution
        {
            Replicas = replicas,
            Value = FleetAudit.Value(fleet.Problem, replicas),
            LowerBound = (double)bound / FleetUnits.Scale,
            Proved = cost <= bound,
            Steps = steps,
            Nodes = nodes,
        };
    }

    /// <summary>The fleet as it runs, without what may not stay or does not fit any more: the plan that changes nothing else.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>What stays, and what it costs; nothing is proved.</returns>
    /// <exception cref="ArgumentException">The problem names something twice, or has an amount outside its range.</exception>
    public static FleetSolution AsItRuns(FleetProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var fleet = new CompiledFleet(problem);
        var replicas = Write(fleet, StartingPlan.Of(fleet, []));
        return new FleetSolution { Replicas = replicas, Value = FleetAudit.Value(problem, replicas), LowerBound = 0, Proved = false, Steps = 0, Nodes = 0 };
    }

    private static ImmutableArray<FleetReplica> Write(CompiledFleet fleet, IEnumerable<Placed> placed) =>
    [
        .. placed.Select(one =>
            {
                var line = fleet.Lines[one.Line];
                return new FleetReplica(
                    fleet.Models[line.Model].Name,
                    line.Region,
                    line.Shapes[one.Shape].Index,
                    fleet.Hosts[one.Host].Name,
                    [.. one.Devices.Select(device => fleet.Devices[device].Id)],
                    one.Running < 0 ? "" : fleet.Running[one.Running].Id);
            })
            .OrderBy(replica => replica.ToString(), StringComparer.Ordinal),
    ];
}
