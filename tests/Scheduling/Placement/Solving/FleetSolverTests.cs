using System.Collections.Immutable;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Tests.Placement.Solving;

public class FleetSolverTests
{
    private const long GiB = Fleet.GiB;
    private static readonly ModelShape Cpu = new() { CpuMillicores = 4_000, MemoryBytes = GiB };
    private static readonly ModelShape Gpu = new() { DeviceClass = "t4", DeviceMemoryBytes = GiB, ComputeThousandths = 500, Throughput = 10 };

    [Fact]
    public void Solve_SmallLoad_TakesTheCheapClass()
    {
        FleetHost[] hosts = [Host("cpu", 1), Host("gpu", 5, Device("0"))];
        Assert.Equal("cpu", Assert.Single(Solve(hosts, [Model("m", 1, Cpu, Gpu)]).Replicas).Host);
    }

    [Fact]
    public void Solve_LoadBeyondTheCpu_MixesClasses()
    {
        FleetHost[] hosts = [Host("cpu", 1) with { CpuMillicores = 4_000 }, Host("gpu", 5, Device("0")) with { CpuMillicores = 0 }];
        var plan = Solve(hosts, [Model("m", 11, Cpu, Gpu with { ComputeThousandths = 1_000 })]);
        Assert.Equal(["cpu", "gpu"], plan.Replicas.Select(replica => replica.Host).Order());
        Assert.Equal(0, plan.Value.Missing);
    }

    [Fact]
    public void Solve_TooSlowForTheObjective_IsNotUsed()
    {
        var model = Model("m", 1, Cpu with { LatencyMilliseconds = 500 }, Gpu with { LatencyMilliseconds = 20 }) with { ObjectiveMilliseconds = 100 };
        Assert.Equal("gpu", Assert.Single(Solve([Host("cpu", 1), Host("gpu", 5, Device("0"))], [model]).Replicas).Host);
    }

    [Fact]
    public void Solve_NotEnoughForAll_CriticalComesFirst()
    {
        FleetModel[] models = [Model("a", 2, Cpu), Model("b", 2, Cpu) with { Class = DemandClass.Critical }, Model("c", 2, Cpu) with { Class = DemandClass.Batch }];
        Assert.Equal(["b", "b"], Solve([Host("h", 0)], models).Replicas.Select(replica => replica.Model));
    }

    [Fact]
    public void Solve_SpotThatIsTakenBackOften_IsForBatch()
    {
        var spot = Host("spot", 0) with { CpuMillicores = 4_000, Price = new HostPrice { Terms = PriceTerms.Spot, PerHour = 0.1, InterruptionsPerHour = 0.5 } };
        var sure = Host("sure", 1) with { CpuMillicores = 4_000 };
        var plan = Solve([spot, sure], [Model("critical", 1, Cpu) with { Class = DemandClass.Critical }, Model("batch", 1, Cpu) with { Class = DemandClass.Batch }]);
        Assert.Equal(["batch spot", "critical sure"], plan.Replicas.Select(replica => $"{replica.Model} {replica.Host}"));
    }

    [Fact]
    public void Solve_LinkedDevices_AreOfOneDomain()
    {
        var host = Host("h", 0, Device("0") with { LinkDomain = "x" }, Device("1") with { LinkDomain = "y" }, Device("2") with { LinkDomain = "y" });
        var shape = new ModelShape { DeviceClass = "t4", DeviceCount = 2, Linked = true, ComputeThousandths = 1_000 };
        Assert.Equal(["1", "2"], Assert.Single(Solve([host], [Model("m", 1, shape)]).Replicas).Devices.AsEnumerable());
    }

    [Fact]
    public void Solve_CutUpDevice_TakesSlicesUpToItsMemory()
    {
        // Two of three slices with 20 GiB fill 40 GiB: the seventh slice has no memory left.
        var host = Host("h", 0, Device("0") with { MigSlices = 7, MemoryBytes = 40 * GiB });
        var shape = new ModelShape { DeviceClass = "t4", MigSlices = 3, DeviceMemoryBytes = 20 * GiB };
        var small = new ModelShape { DeviceClass = "t4", MigSlices = 1, DeviceMemoryBytes = 5 * GiB };
        Assert.Equal(["m", "m"], Solve([host], [Model("m", 2, shape), Model("n", 1, small) with { Class = DemandClass.Batch }]).Replicas.Select(replica => replica.Model));
    }

    [Fact]
    public void Solve_Together_BringsTheOther()
    {
        FleetHost[] hosts = [Host("a", 0) with { CpuMillicores = 4_000 }, Host("b", 0)];
        var model = Model("m", 1, Cpu) with { Relations = [new ModelRelation("n", true, RelationScope.Host)] };
        Assert.Equal(["m b", "n b"], Solve(hosts, [model, Model("n", 1, Cpu)]).Replicas.Select(replica => $"{replica.Model} {replica.Host}"));
    }

    [Fact]
    public void Solve_DrainingHost_IsLeft()
    {
        FleetHost[] hosts = [Host("a", 0) with { Availability = HostAvailability.Draining }, Host("b", 0)];
        var problem = Problem(hosts, [Model("m", 1, Cpu)]) with { Running = [new FleetReplica("m", "", 0, "a", [], "r")] };
        var replica = Assert.Single(FleetSolver.Solve(problem, new SearchOptions()).Replicas);
        Assert.Equal(("b", ""), (replica.Host, replica.Id));
    }

    [Fact]
    public void Solve_WarmCopies_AreOnDifferentDisks()
    {
        var model = Model("m", 0, Cpu) with { FilesBytes = 10 * GiB, Regions = [new RegionDemand { WarmCopies = 2 }] };
        FleetHost[] hosts = [Host("a", 0) with { DiskBytes = 30 * GiB }, Host("b", 0) with { DiskBytes = 5 * GiB }, Host("c", 0)];
        Assert.Equal(["a", "c"], Solve(hosts, [model]).Replicas.Select(replica => replica.Host));
    }

    [Fact]
    public void Solve_LargeFleet_HasABound()
    {
        var hosts = Enumerable.Range(0, 60).Select(at => Host($"h{at}", 1 + (at % 3), Device("0"), Device("1"))).ToArray();
        var models = Enumerable.Range(0, 40).Select(at => Model($"m{at}", at % 7 * 5, Cpu, Gpu)).ToArray();
        var plan = FleetSolver.Solve(Problem(hosts, models), new SearchOptions { Steps = 100 });
        Assert.Empty(FleetAudit.Check(Problem(hosts, models), plan.Replicas));
        Assert.True(plan.LowerBound > 0 && plan.Gap < 0.5, $"{plan.LowerBound} {plan.Value.Total}");
    }

    [Theory]
    [InlineData("host h twice")]
    [InlineData("model m twice")]
    [InlineData("Model m has no shape")]
    public void Solve_InvalidProblem_SaysWhat(string said)
    {
        var problem = said switch
        {
            "host h twice" => Problem([Host("h", 0), Host("h", 0)], []),
            "model m twice" => Problem([], [Model("m", 1, Cpu), Model("m", 1, Cpu)]),
            _ => Problem([], [Model("m", 1)]),
        };
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => FleetSolver.Solve(problem, new SearchOptions())).Message, StringComparison.Ordinal);
    }

    private static FleetSolution Solve(FleetHost[] hosts, FleetModel[] models)
    {
        var plan = FleetSolver.Solve(Problem(hosts, models), new SearchOptions { Steps = 200 });
        Assert.True(plan.Proved);
        Assert.Empty(FleetAudit.Check(Problem(hosts, models), plan.Replicas));
        return plan;
    }

    private static FleetProblem Problem(FleetHost[] hosts, FleetModel[] models) => new() { Hosts = [.. hosts], Models = [.. models] };

    private static FleetHost Host(string name, double price, params FleetDevice[] devices) => new()
    {
        Name = name,
        Region = "eu",
        CpuMillicores = 8_000,
        MemoryBytes = 16 * GiB,
        Price = new HostPrice { PerHour = price },
        Devices = [.. devices],
    };

    private static FleetDevice Device(string id) => new() { Id = id, DeviceClass = "t4", MemoryBytes = 16 * GiB };

    private static FleetModel Model(string name, double demand, params ModelShape[] shapes) =>
        new() { Name = name, Shapes = [.. shapes], Regions = [new RegionDemand { Demand = demand }] };
}
