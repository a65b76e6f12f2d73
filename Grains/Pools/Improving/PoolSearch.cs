using System.Collections.Immutable;
using Krewe.Pools.Improving;
using Krewe.Scheduling.Placement.Plans;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Grains.Pools.Improving;

/// <summary>Looks for the best plan of a pool. The same problem, seed and steps give the same plan.</summary>
internal static class PoolSearch
{
    /// <summary>More hosts or models than this, and nothing is proved: that takes longer than a search may.</summary>
    private const int SmallPool = 24;
    private const int Nodes = 500;

    /// <param name="pool">The problem.</param>
    /// <param name="options">How long and how.</param>
    /// <param name="again">How far each search is to go, where a plan is made again; empty for as far as there is time.</param>
    /// <param name="stop">Ends it.</param>
    public static PoolPlan Search(PoolProblem pool, SearchOptions options, ImmutableArray<SearchEffort> again, CancellationToken stop)
    {
        var small = pool.Problem.Hosts.Length <= SmallPool && pool.Problem.Models.Length <= SmallPool;
        options = options with { Nodes = small ? Math.Min(options.Nodes, Nodes) : 0, Bound = small && options.Bound };
        var problem = pool.Problem;
        var efforts = ImmutableArray.CreateBuilder<SearchEffort>();
        var found = Solve();

        // Spread further than there is room for, some would have to go: those models may be as close together as they are.
        for (var round = 0; round < 2 && Crowded(problem, found) is { IsEmpty: false } crowded; round++)
        {
            problem = problem with { Models = [.. problem.Models.Select(model => crowded.Contains(model.Name) ? model with { MaxPerHost = MostTogether(problem, model) } : model)] };
            found = Solve();
        }

        // On the way a model may be closer together than it shall be in the end, and a replica that moves counts once.
        var way = problem with { Quotas = [], Models = [.. problem.Models.Select(model => model with { MaxPerHost = 0 })] };
        return new PoolPlan(pool with { Problem = problem }, found, FleetPlanner.Build(way, found.Replicas), efforts.ToImmutable());

        FleetSolution Solve()
        {
            var bounded = again.IsEmpty ? options : efforts.Count < again.Length ? options with { StopAfter = again[efforts.Count].Steps, Nodes = again[efforts.Count].Nodes } : options with { StopAfter = 0, Nodes = 0 };
            var solved = FleetSolver.Solve(problem, bounded, stop);
            efforts.Add(new SearchEffort(solved.Steps, solved.Nodes));
            return solved;
        }
    }

    private static ImmutableHashSet<string> Crowded(FleetProblem problem, FleetSolution found) =>
    [
        .. problem.Models
            .Where(model => model.MaxPerHost > 0 && model.MaxPerHost < MostTogether(problem, model)
                && found.Replicas.Count(replica => replica.Model == model.Name) < problem.Running.Count(replica => replica.Model == model.Name))
            .Select(model => model.Name),
    ];

    private static int MostTogether(FleetProblem problem, FleetModel model) =>
        problem.Running.Where(replica => replica.Model == model.Name).CountBy(replica => replica.Host).Select(pair => pair.Value).DefaultIfEmpty(0).Max();
}
