using FsCheck;
using FsCheck.Fluent;
using Krewe.Bench.SolverGap;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Explaining;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement.Explaining;

public class PlanExplainerTests
{
    private static readonly SearchOptions Short = new() { Steps = 60, Nodes = 0, Bound = false };
    private static readonly ModelShape Half = new() { DeviceClass = "t4", ComputeThousandths = 500 };

    private static readonly Gen<FleetProblem> Fleets =
        from kind in Gen.Elements(RandomFleet.Kinds.ToArray())
        from seed in Gen.Choose(1, int.MaxValue - 1)
        select RandomFleet.Draw(seed, kind);

    [Fact]
    public void Explain_RandomFleets_AccountsForEveryReplicaAndEveryPart() => Seeded.ForAll(311, Fleets, problem =>
    {
        var before = FleetSolver.AsItRuns(problem);
        var plan = FleetSolver.Solve(problem, Short);
        var told = PlanExplainer.Explain(problem, plan.Replicas);
        Assert.Empty(FleetAudit.Check(problem, before.Replicas));
        Assert.Equal((before.Value, plan.Value), (told.Before, told.After));
        var stay = problem.Running.Length - told.Moves.Length - told.Stops.Length;
        Assert.Equal(plan.Replicas.Length, stay + told.Moves.Length + told.Starts.Length);
        Assert.All(told.Moves, move =>
        {
            Assert.Equal((move.From.Model, move.From.Region), (move.To.Model, move.To.Region));
            Assert.Contains(move.From, problem.Running);
            Assert.Contains(move.To, plan.Replicas);
            Assert.NotEmpty(move.Reasons);
            if (move.Saves is { } saves)
            {
                var without = FleetAudit.Value(problem, plan.Replicas.Replace(move.To, move.From));
                Assert.Equal(without.Total - plan.Value.Total, saves.Total, 6);
            }
        });
        Assert.Equal(told.After.Missing > 0, told.Missing.Length > 0);
    }, 100);

    [Fact]
    public void Prices_RandomFleets_AreOfBetterPlansOfTheRelaxedProblem() => Seeded.ForAll(312, Fleets, problem =>
    {
        var plan = FleetSolver.Solve(problem, Short);
        var prices = ConstraintPrices.Of(problem, plan.Replicas, Short);
        Assert.All(prices, price => Assert.True(price.Costs.Total > 0, price.ToString()));
        Assert.Equal(prices.OrderByDescending(price => price.Costs.Total), prices);
        Assert.Equal(prices.AsEnumerable(), ConstraintPrices.Of(problem, plan.Replicas, Short).AsEnumerable());
    }, 40);

    [Fact]
    public void Explain_TwoHalves_OneDeviceIsWholeAgain()
    {
        var problem = Problem(Model("a") with { FilesBytes = 1L << 30 }, Model("b") with { FilesBytes = 4L << 30 }) with
        {
            Running = [new FleetReplica("a", "", 0, "h", ["0"], "a/0"), new FleetReplica("b", "", 0, "h", ["1"], "b/0")],
        };
        var told = PlanExplainer.Explain(problem, FleetSolver.Solve(problem, Short).Replicas);
        var move = Assert.Single(told.Moves);
        Assert.Equal(("a/0", 1.0, 99.0), (move.From.Id, move.Seconds, move.Saves!.Total));
        Assert.Equal(["fewer devices in pieces (+100)", "it has to be loaded there (-1)"], move.Reasons.AsEnumerable());
        Assert.Equal((200.0, 101.0), (told.Before.Total, told.After.Total));
    }

    [Fact]
    public void Explain_HostThatDrains_ItMayNotStay()
    {
        var problem = Problem(Model("a"));
        problem = problem with
        {
            Hosts = [problem.Hosts[0] with { Availability = HostAvailability.Draining }, problem.Hosts[0] with { Name = "other" }],
            Running = [new FleetReplica("a", "", 0, "h", ["0"], "a/0")],
        };
        var move = Assert.Single(PlanExplainer.Explain(problem, FleetSolver.Solve(problem, Short).Replicas).Moves);
        Assert.Null(move.Saves);
        Assert.Contains("Draining", Assert.Single(move.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at most 1 on one host", 100_000)]
    [InlineData("away from b", 0)]
    public void Prices_Constraint_CostsWhatIsMissingByIt(string constraint, double costs)
    {
        var model = Model("a") with { Regions = [new RegionDemand { Demand = 2 }], MaxPerHost = 1, Relations = [new ModelRelation("b", Together: false, RelationScope.Host)] };
        var problem = Problem(model);
        var prices = ConstraintPrices.Of(problem, FleetSolver.Solve(problem, Short).Replicas, Short);
        Assert.Equal(costs, prices.Where(price => price.Constraint == constraint).Sum(price => price.Costs.Missing));
    }

    private static FleetModel Model(string name) => new() { Name = name, Shapes = [Half], Regions = [new RegionDemand { Demand = 1 }] };

    private static FleetProblem Problem(params FleetModel[] models) => new()
    {
        Hosts =
        [
            new FleetHost
            {
                Name = "h",
                Region = "eu",
                CpuMillicores = 1_000,
                MemoryBytes = 1 << 30,
                Devices = [.. ((string[])["0", "1"]).Select(id => new FleetDevice { Id = id, DeviceClass = "t4", MemoryBytes = 1L << 30 })],
            },
        ],
        Models = [.. models],
    };
}
