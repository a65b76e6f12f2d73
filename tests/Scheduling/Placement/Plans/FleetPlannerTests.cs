using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Bench.SolverGap;
using Krewe.Scheduling.Placement.Plans;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement.Plans;

public class FleetPlannerTests
{
    private static readonly ModelShape Half = new() { CpuMillicores = 4_000 };

    /// <summary>A fleet that runs one plan and wants another: everything may have to move.</summary>
    private static readonly Gen<(FleetProblem Problem, ImmutableArray<FleetReplica> Wanted, int Seed)> Ways =
        from kind in Gen.Elements(RandomFleet.Kinds.ToArray())
        from seed in Gen.Choose(1, int.MaxValue - 1)
        select Way(kind, seed);

    [Fact]
    public void Build_RandomWays_ReachTheEndFromAnyCrashAndNeverOvercommit()
    {
        var (ways, reached, crashes) = (0, 0, 0);
        Seeded.ForAll(401, Ways, way =>
        {
            var plan = FleetPlanner.Build(way.Problem, way.Wanted);
            var run = new PlanRun(way.Problem, way.Wanted, way.Seed);
            var end = run.ToTheEnd(new MoveLimits { PerHost = 1 + (way.Seed % 3), PerModel = 1 + (way.Seed % 2) }, mostCrashes: 3);
            Assert.True(end || !plan.Reaches, $"the plan promised to reach its end and did not after {run.Crashes} crashes");
            (ways, reached, crashes) = (ways + 1, reached + (end ? 1 : 0), crashes + run.Crashes);
        });

        // The property says little where nothing is reached or nothing breaks off.
        Assert.True(reached > ways * 0.9 && crashes > ways / 4, $"{reached} of {ways} reached, {crashes} crashes");
    }

    [Fact]
    public void Build_RoomForBoth_StartsBeforeItStops()
    {
        var problem = Problem([Host("a"), Host("b")], ["m"], [Running("m", "a", "1")]);
        var plan = FleetPlanner.Build(problem, [Running("m", "b", "")]);
        Assert.Equal(["0: start m@ shape 0 on b (it is wanted)", "1: stop m@ shape 0 on a  1 (it is no longer wanted) after 0"], plan.Steps.Select(step => step.ToString()));
    }

    [Fact]
    public void Build_TwoChangePlaces_OneGoesThroughFreeRoom()
    {
        var problem = Problem([Host("a", 4_000), Host("b", 4_000), Host("c", 4_000)], ["m", "n"], [Running("m", "a", "1"), Running("n", "b", "2")]);
        var plan = FleetPlanner.Build(problem, [Running("m", "b", ""), Running("n", "a", "")]);
        Assert.True(plan.Reaches);
        Assert.Equal(["start c", "stop a", "start a", "stop b", "start b", "stop c"], plan.Steps.Select(Short));
    }

    [Fact]
    public void Build_TwoChangePlacesWithoutFreeRoom_StopsFirstOnlyWhereTheMinimumAllows()
    {
        var problem = Problem([Host("a", 4_000), Host("b", 4_000)], ["m", "n"], [Running("m", "a", "1"), Running("n", "b", "2")]);
        ImmutableArray<FleetReplica> wanted = [Running("m", "b", ""), Running("n", "a", "")];
        Assert.Equal(["stop a", "start a", "stop b", "start b"], FleetPlanner.Build(problem, wanted).Steps.Select(Short));

        var kept = problem with { Models = [.. problem.Models.Select(model => model with { Regions = [new RegionDemand { Demand = 1, MinReplicas = 1 }] })] };
        var plan = FleetPlanner.Build(kept, wanted);
        Assert.Equal((false, 2, 0), (plan.Reaches, plan.Blocked.Length, plan.Steps.Length));
    }

    [Fact]
    public void Build_WhatStays_IsRecognizedByItsPlace()
    {
        var problem = Problem([Host("a")], ["m"], [Running("m", "a", "1")]);
        Assert.Empty(FleetPlanner.Build(problem, [Running("m", "a", "")]).Steps);
    }

    [Fact]
    public void Build_WantedBreaksAConstraint_IsRefused()
    {
        var problem = Problem([Host("a", 4_000)], ["m", "n"], []);
        Assert.Contains("overcommitted", Assert.Throws<ArgumentException>(() => FleetPlanner.Build(problem, [Running("m", "a", ""), Running("n", "a", "")])).Message, StringComparison.Ordinal);
    }

    private static (FleetProblem Problem, ImmutableArray<FleetReplica> Wanted, int Seed) Way(string kind, int seed)
    {
        var problem = RandomFleet.Draw(seed, kind) with { Running = [] };
        var before = FleetSolver.Solve(problem, new SearchOptions { Steps = 20, Nodes = 0, Bound = false, Seed = 2 }).Replicas;
        var wanted = FleetSolver.Solve(problem, new SearchOptions { Steps = 60, Nodes = 0, Bound = false, Seed = 3 }).Replicas;
        return (problem with { Running = [.. before.Select((replica, at) => replica with { Id = $"r{at}" })] }, wanted, seed);
    }

    private static string Short(PlanStep step) => $"{(step.Kind == PlanStepKind.Start ? "start" : "stop")} {step.Replica.Host}";

    private static FleetReplica Running(string model, string host, string id) => new(model, "", 0, host, [], id);

    private static FleetProblem Problem(FleetHost[] hosts, string[] models, FleetReplica[] running) => new()
    {
        Hosts = [.. hosts],
        Models = [.. models.Select(name => new FleetModel { Name = name, Shapes = [Half], Regions = [new RegionDemand { Demand = 1 }] })],
        Running = [.. running],
    };

    private static FleetHost Host(string name, long cpu = 8_000) => new() { Name = name, Region = "eu", CpuMillicores = cpu, MemoryBytes = 1 };
}
