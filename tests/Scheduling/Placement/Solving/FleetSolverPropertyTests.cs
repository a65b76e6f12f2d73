using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Bench.SolverGap;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement.Solving;

public class FleetSolverPropertyTests
{
    private static readonly SearchOptions Short = new() { Steps = 60, Nodes = 0 };
    private static readonly SearchOptions Exact = new() { Steps = 200, Nodes = 250 };

    private static readonly Gen<FleetProblem> Fleets =
        from kind in Gen.Elements(RandomFleet.Kinds.ToArray())
        from seed in Gen.Choose(1, int.MaxValue - 1)
        select RandomFleet.Draw(seed, kind);

    [Fact]
    public void Solve_RandomFleets_BreaksNoConstraintAndCostsNoLessThanTheBound() => Seeded.ForAll(301, Fleets, problem =>
    {
        var solution = FleetSolver.Solve(problem, Short);
        Assert.Empty(FleetAudit.Check(problem, solution.Replicas));
        Assert.Equal(solution.Value, FleetAudit.Value(problem, solution.Replicas));
        Assert.True(solution.LowerBound <= solution.Value.Total + 1e-6, $"{solution.LowerBound} {solution.Value.Total}");
    });

    [Fact]
    public void Solve_ByBranchAndBound_BreaksNoConstraintAndIsNeverWorseThanTheSearch() => Seeded.ForAll(302, Fleets, problem =>
    {
        var search = FleetSolver.Solve(problem, Short);
        var exact = FleetSolver.Solve(problem, Exact with { Steps = 0 });
        Assert.Empty(FleetAudit.Check(problem, exact.Replicas));
        if (exact.Proved)
        {
            Assert.True(exact.Value.Total <= search.Value.Total + 1e-6, $"{exact.Value.Total} {search.Value.Total}");
            Assert.Equal(exact.Value.Total, exact.LowerBound, 6);
        }
    }, 60);

    [Fact]
    public void Run_StepByStep_TheBestOnlyImproves() => Seeded.ForAll(303, Fleets, problem =>
    {
        var fleet = new CompiledFleet(problem);
        var search = new NeighbourhoodSearch(fleet, StartingPlan.Of(fleet, []), seed: 1);
        for (var round = 0; round < 20; round++)
        {
            var before = search.BestCost;
            search.Run(steps: 3, stopAfter: int.MaxValue, enough: 0, stop: default);
            Assert.True(search.BestCost <= before, $"{search.BestCost} {before}");
        }
    }, 100);

    [Fact]
    public void Solve_StoppedAtOnce_IsFeasible() => Seeded.ForAll(308, Fleets, problem =>
    {
        var solution = FleetSolver.Solve(problem, new SearchOptions(), new CancellationToken(canceled: true));
        Assert.Equal(0, solution.Steps);
        Assert.Empty(FleetAudit.Check(problem, solution.Replicas));
    }, 100);

    [Fact]
    public void Solve_MoreCapacity_NeverCostsMoreFromTheSamePlan() => Seeded.ForAll(304, More, pair =>
    {
        var before = FleetSolver.Solve(pair.Less, Short);
        var after = FleetSolver.Solve(pair.More, Short with { Start = before.Replicas });
        Assert.True(after.Value.Total <= before.Value.Total + 1e-6, $"{after.Value.Total} {before.Value.Total}");
    });

    [Fact]
    public void Solve_MoreCapacity_AProvedOptimumNeverCostsMore() => Seeded.ForAll(305, More, pair =>
    {
        var (before, after) = (FleetSolver.Solve(pair.Less, Exact), FleetSolver.Solve(pair.More, Exact));
        if (after.Proved)
        {
            Assert.True(after.Value.Total <= before.Value.Total + 1e-6, $"{after.Value.Total} {before.Value.Total}");
        }
    }, 60);

    [Fact]
    public void Solve_ListsInAnyOrder_GivesTheSamePlan() => Seeded.ForAll(306, Fleets, problem =>
    {
        var other = problem with
        {
            Hosts = [.. problem.Hosts.Reverse().Select(host => host with { Devices = [.. host.Devices.Reverse()] })],
            Models = [.. problem.Models.Reverse().Select(model => model with { Regions = [.. model.Regions.Reverse()], Relations = [.. model.Relations.Reverse()] })],
            Running = [.. problem.Running.Reverse()],
        };
        Assert.Equal(Text(FleetSolver.Solve(problem, Short)), Text(FleetSolver.Solve(other, Short)));
    }, 100);

    [Fact]
    public void Solve_FromItsOwnPlanRunning_MovesNothing() => Seeded.ForAll(307, Fleets, problem =>
    {
        var plan = FleetSolver.Solve(problem, Exact);
        var running = problem with { Running = [.. plan.Replicas.Select((replica, at) => replica with { Id = $"r{at}" })] };
        var again = FleetSolver.Solve(running, Exact);
        if (plan.Proved && again.Proved && problem.Running.IsEmpty)
        {
            // As good as before and nothing to load: an optimal plan stays, but for what a better use of what is loaded by now saves.
            Assert.True(again.Value.Disturbance <= plan.Value.Disturbance + 1e-6);
            Assert.True(again.Value.Total <= plan.Value.Total - plan.Value.Disturbance + 1e-6, $"{again.Value} {plan.Value}");
        }
    }, 60);

    private static Gen<(FleetProblem Less, FleetProblem More)> More =>
        from problem in Fleets
        from which in Gen.Choose(0, 15)
        from room in Gen.Choose(0, 4)
        from more in Gen.Choose(1, int.MaxValue - 1)
        select (problem, problem with
        {
            Hosts =
            [
                .. problem.Hosts.Select((host, at) => (which >> at & 1) == 0 ? host : host with { CpuMillicores = host.CpuMillicores + (room * 1_000), MemoryBytes = host.MemoryBytes + (room * Fleet.GiB) }),
                .. RandomFleet.Draw(more, "shares").Hosts.Take(1).Select(host => host with { Name = "more" }),
            ],
        });

    private static string Text(FleetSolution solution) => $"{solution.Value} {string.Join('\n', solution.Replicas)}";
}
