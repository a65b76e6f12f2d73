using System.Collections.Immutable;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Bench.SolverGap;

/// <summary>Random small fleets, of several kinds; the same seed gives the same.</summary>
internal sealed class RandomFleet
{
    private const long GiB = 1L << 30;
    private static readonly string[] Regions = ["eu", "us"];
    private static readonly string[] Zones = ["a", "b"];

    private readonly Random _random;
    private readonly string _kind;

    private RandomFleet(int seed, string kind) => (_random, _kind) = (new Random(seed), kind);

    /// <summary>What instances differ in: each has constraints that the others have not, the last all of them.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["shares", "classes and prices", "spread", "neighbours", "linked devices", "MIG", "quotas and pools", "running", "all"];

    public static FleetProblem Draw(int seed, string kind)
    {
        var draw = new RandomFleet(seed, kind);
        var hosts = Enumerable.Range(0, draw.Next(2, 5)).Select(draw.Host).ToImmutableArray();
        var models = Enumerable.Range(0, draw.Next(2, 6)).Select(draw.Model).ToImmutableArray();
        var problem = new FleetProblem { Hosts = hosts, Models = draw.Has("neighbours") ? draw.Related(models) : models };
        return problem with
        {
            Quotas = draw.Has("quotas and pools") ? [new TenantQuota { Tenant = "t0", DeviceThousandths = draw.Next(1, 5) * 500, CpuMillicores = draw.Next(4, 16) * 1_000 }] : [],
            Running = draw.Has("running") ? draw.Running(problem) : [],
        };
    }

    private bool Has(string part) => _kind == part || _kind == "all";

    private int Next(int least, int most) => _random.Next(least, most + 1);

    private T Any<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private FleetHost Host(int at)
    {
        var mig = Has("MIG") && Chance(50);
        var kind = Has("classes and prices") ? Any("a", "b") : "a";
        var devices = Next(0, Has("linked devices") ? 4 : 3);
        return new FleetHost
        {
            Name = $"h{at}",
            Region = Has("spread") || Has("quotas and pools") ? Any(Regions) : "eu",
            Zone = Has("spread") || Has("neighbours") ? Any(Zones) : "",
            Pool = Has("quotas and pools") && Chance(30) ? "special" : "",
            Availability = Chance(6) ? Any(HostAvailability.Draining, HostAvailability.Cordoned, HostAvailability.Lost) : HostAvailability.Active,
            CpuMillicores = Next(2, 12) * 1_000,
            MemoryBytes = Next(8, 48) * GiB,
            DiskBytes = Next(20, 60) * GiB,
            NetworkMegabits = Next(5, 20) * 1_000,
            LoadBytesPerSecond = Any(1, 2, 4) * (GiB / 2),
            Price = Has("classes and prices") ? Price() : HostPrice.Free,
            Devices =
            [
                .. Enumerable.Range(0, devices).Select(device => new FleetDevice
                {
                    Id = $"{device}",
                    DeviceClass = kind,
                    MemoryBytes = kind == "a" ? 16 * GiB : 40 * GiB,
                    MigSlices = mig ? 7 : 0,
                    LinkDomain = Has("linked devices") ? $"{device / 2}" : "",
                    Condition = Chance(4) ? DeviceCondition.Degraded : DeviceCondition.Healthy,
                }),
            ],
        };
    }

    private HostPrice Price() => Any(PriceTerms.OnDemand, PriceTerms.Reserved, PriceTerms.Spot) switch
    {
        PriceTerms.Spot => new() { Terms = PriceTerms.Spot, PerHour = Next(1, 30) / 10.0, InterruptionsPerHour = Next(0, 10) / 100.0 },
        var terms => new() { Terms = terms, PerHour = Next(3, 80) / 10.0 },
    };

    private FleetModel Model(int at) => new()
    {
        Name = $"m{at}",
        Tenant = Any("t0", "t1"),
        Class = Any(DemandClass.Critical, DemandClass.Standard, DemandClass.Standard, DemandClass.Batch),
        Shapes = Shapes(),
        Regions = Demand(),
        ObjectiveMilliseconds = Has("classes and prices") && Chance(50) ? 100 : 0,
        AllowedRegions = Has("spread") && Chance(20) ? [Any(Regions)] : [],
        Pool = Has("quotas and pools") && Chance(20) ? "special" : "",
        AllowSpot = !Chance(30),
        MaxPerHost = Has("spread") && Chance(60) ? Next(1, 2) : 0,
        MaxPerZone = Has("spread") && Chance(40) ? Next(1, 2) : 0,
        FilesBytes = Next(0, 20) * GiB,
        StartSeconds = 5 * (at % 3),
        StateBytes = Chance(30) ? Next(1, 10) * GiB : 0,
        WarmHosts = Chance(40) ? [$"h{Next(0, 4)}"] : [],
    };

    private ImmutableArray<ModelShape> Shapes()
    {
        var shapes = new List<ModelShape>();
        foreach (var of in Has("classes and prices") ? new[] { "a", "b" } : ["a"])
        {
            if (shapes.Count == 0 || Chance(60))
            {
                var count = Has("linked devices") && Chance(50) ? Next(1, 3) : 1;
                var whole = count > 1 || Chance(25);
                shapes.Add(new ModelShape
                {
                    DeviceClass = of,
                    DeviceCount = count,
                    Linked = count == 2 && Chance(60),
                    DeviceMemoryBytes = Next(1, 12) * GiB,
                    ComputeThousandths = whole ? 1_000 : Next(1, 9) * 100,
                    CpuMillicores = Next(0, 4) * 500,
                    MemoryBytes = Next(0, 8) * GiB,
                    DiskBytes = Next(0, 10) * GiB,
                    NetworkMegabits = Next(0, 4) * 500,
                    Throughput = Next(2, 12),
                    LatencyMilliseconds = Next(20, 120),
                });
            }
        }

        if (Has("MIG") && Chance(60))
        {
            shapes.Add(shapes[0] with { ComputeThousandths = 0, DeviceCount = 1, Linked = false, MigSlices = Any(1, 2, 3), DeviceMemoryBytes = Next(1, 5) * GiB });
        }

        if (Chance(25))
        {
            shapes.Add(new ModelShape { CpuMillicores = Next(1, 6) * 1_000, MemoryBytes = Next(1, 8) * GiB, Throughput = Next(1, 4), LatencyMilliseconds = Next(50, 150) });
        }

        return [.. shapes];
    }

    private ImmutableArray<RegionDemand> Demand()
    {
        RegionDemand Of(string region) => new()
        {
            Region = region,
            Demand = Next(0, 30),
            MinReplicas = Chance(30) ? Next(1, 2) : 0,
            MaxReplicas = Chance(30) ? Next(2, 4) : int.MaxValue,
            WarmCopies = Chance(15) ? 1 : 0,
        };
        return Has("spread") && Chance(50) ? [Of("eu"), Of("us")] : [Of(Chance(50) ? "" : "eu")];
    }

    private ImmutableArray<FleetModel> Related(ImmutableArray<FleetModel> models) =>
    [
        .. models.Select((model, at) => at > 0 && Chance(45)
            ? model with { Relations = [new ModelRelation($"m{Next(0, at - 1)}", Chance(45), Any(RelationScope.Host, RelationScope.Zone))] }
            : model),
    ];

    /// <summary>What runs: a plan for other demand, of which some has to go.</summary>
    private ImmutableArray<FleetReplica> Running(FleetProblem problem)
    {
        var before = problem with { Models = [.. problem.Models.Select(model => model with { Regions = [.. model.Regions.Select(demand => demand with { Demand = Next(0, 20) })] })] };
        var plan = Scheduling.Placement.Solving.FleetSolver.Solve(before, new() { Steps = 0, Nodes = 0, Bound = false });
        return [.. plan.Replicas.Select((replica, at) => replica with { Id = $"r{at}" })];
    }
}
