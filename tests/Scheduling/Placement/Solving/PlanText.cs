using Krewe.Bench.SolverGap;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Tests.Placement.Solving;

/// <summary>Plans for fleets of every kind, as one text.</summary>
internal static class PlanText
{
    public static string Of(int seed) => string.Join('\n', RandomFleet.Kinds.Select(kind =>
    {
        var solution = FleetSolver.Solve(RandomFleet.Draw(seed, kind), new SearchOptions { Steps = 200, Nodes = 50 });
        return $"{kind} {solution.Value} {solution.LowerBound:R} {solution.Nodes}\n{string.Join('\n', solution.Replicas)}";
    }));
}
