using System.Collections.Immutable;
using Krewe.Planning.Simulations;
using Krewe.Planning.Traces;
using Krewe.Specs;
using Krewe.Specs.Simulations;

namespace Krewe.Planning.Tests.Simulations;

public class SimulationTests
{
    private const long Gib = 1L << 30;

    [Theory]
    [InlineData(SimulatedPolicy.Ours)]
    [InlineData(SimulatedPolicy.Hpa)]
    [InlineData(SimulatedPolicy.Kpa)]
    [InlineData(SimulatedPolicy.Fixed)]
    public void Run_AnyPolicy_CountsEachRequestOnceAndStaysWithinTheFleet(SimulatedPolicy policy)
    {
        var plan = Plan(machines: 3) with { Policy = policy, Seeds = 2 };
        var outcome = Simulation.Run(plan);
        Assert.Equal(2, outcome.Runs.Length);
        Assert.All(outcome.Runs, run =>
        {
            Assert.Equal(plan.Trace.Requests, run.Arrived);
            Assert.Equal(run.Arrived, run.ArrivedByModel.Sum());
            Assert.Equal(run.Violated, run.ViolatedByModel.Sum());
            // Three machines of four devices, a half of one for each replica.
            Assert.InRange(run.DeviceHours, 0, 24 * Hours(plan));
            Assert.InRange(run.Cost, 1e-6, 3 * 2 * Hours(plan) * 1.0001);
        });
        // One replica that never gets help is late for nearly all.
        Assert.InRange(outcome.InTime, policy == SimulatedPolicy.Fixed ? 0 : 0.3, 1);
        Assert.Equal([ServiceClass.Critical, ServiceClass.Standard], outcome.InTimeByClass.Keys);
    }

    [Fact]
    public void Run_Twice_HasTheSameBits()
    {
        var (one, other) = (Simulation.Run(Plan(3) with { Seeds = 2 }), Simulation.Run(Plan(3) with { Seeds = 2 }));
        for (var seed = 0; seed < 2; seed++)
        {
            Assert.Equal(one.Runs[seed].ViolatedShares.SelectMany(line => line), other.Runs[seed].ViolatedShares.SelectMany(line => line));
            Assert.Equal(one.Runs[seed].Replicas.SelectMany(line => line), other.Runs[seed].Replicas.SelectMany(line => line));
            Assert.Equal(one.Runs[seed].Cost, other.Runs[seed].Cost);
        }

        Assert.NotEqual(one.Runs[0].Latencies.Sum() + one.Runs[0].Violated, one.Runs[1].Latencies.Sum() + one.Runs[1].Violated);
    }

    [Fact]
    public void Run_ReplicasThatFitOnlyInPieces_AreNotPlaced()
    {
        // Each machine has room for one and a half: a quarter of all room is of no use to anybody.
        var hosts = new SimulatedHosts { Name = "m", Count = 4, CpuMillicores = 3000, MemoryBytes = Gib, HourlyPrice = 1 };
        var model = new SimulatedModel { Name = "m0", CpuMillicores = 2000, Replicas = 4, Service = TimeSpan.FromMilliseconds(100) };
        var plan = new SimulationPlan { Hosts = [hosts], Models = [model], Trace = Traces.Flat(60, 10), Policy = SimulatedPolicy.Fixed };
        Assert.Equal(4 * Hours(plan), Simulation.Run(plan).Runs[0].DeviceHours, 1e-6);
        Assert.Throws<ArgumentException>(() => Simulation.Run(plan with { Models = [model with { Replicas = 5 }] }));
    }

    [Fact]
    public void Run_History_LetsTheForecastLearn()
    {
        var plan = Plan(4);
        var learned = Simulation.Run(plan with { History = Long(plan.Trace) });
        Assert.InRange(learned.InTime, 0.5, 1);
    }

    [Fact]
    public void Run_MostReplicas_IsALimit()
    {
        var outcome = Simulation.Run(Plan(6) with { MostReplicas = 3 });
        var line = Enumerable.Range(0, outcome.Runs[0].Replicas[0].Length).Select(at => outcome.Runs[0].Replicas.Sum(model => model[at]));
        Assert.InRange(line.Max(), 2, 3);
    }

    [Fact]
    public void Smallest_Target_IsKeptByItAndNotByOneLess()
    {
        var plan = Plan(8) with { Policy = SimulatedPolicy.Hpa };
        var tried = new List<(int Hosts, double InTime)>();
        var found = Simulation.Smallest(plan, 0.9, outcome => tried.Add((outcome.Hosts, outcome.LeastInTime)));
        Assert.NotNull(found);
        Assert.InRange(found.LeastInTime, 0.9, 1);
        Assert.InRange(tried.Count, 2, 5);
        Assert.All(tried, one => Assert.Equal(one.Hosts >= found.Hosts, one.InTime >= 0.9));
    }

    [Fact]
    public void Smallest_TargetThatNoFleetKeeps_IsNone() => Assert.Null(Simulation.Smallest(Plan(1) with { Policy = SimulatedPolicy.Hpa }, 0.9999));

    [Fact]
    public void Run_ModelThatIsNotDescribed_IsNamed()
    {
        var plan = Plan(1);
        var error = Assert.Throws<ArgumentException>(() => Simulation.Run(plan with { Models = plan.Models.RemoveAt(1) }));
        Assert.Contains("m1", error.Message, StringComparison.Ordinal);
    }

    private static double Hours(SimulationPlan plan) => plan.Trace.Steps * plan.Trace.StepSeconds / 3600;

    private static RateTrace Long(RateTrace trace) =>
        new(trace.Names, [.. trace.Counts.Select(line => Enumerable.Repeat(line, 6).SelectMany(counts => counts).ToImmutableArray())], trace.StepSeconds);

    private static SimulationPlan Plan(int machines) => new()
    {
        Hosts = [new SimulatedHosts { Name = "gpu", Count = machines, CpuMillicores = 32_000, MemoryBytes = 256 * Gib, Devices = 4, DeviceClass = "h100", DeviceMemoryBytes = 80 * Gib, HourlyPrice = 2 }],
        Models =
        [
            .. Enumerable.Range(0, 2).Select(model => new SimulatedModel
            {
                Name = $"m{model}", Class = model == 0 ? ServiceClass.Critical : ServiceClass.Standard, Objective = TimeSpan.FromSeconds(1),
                Service = TimeSpan.FromMilliseconds(150), Service99 = TimeSpan.FromMilliseconds(400), Devices = 1, DeviceMemoryBytes = 30 * Gib, DeviceComputeThousandths = 500,
            }),
        ],
        Trace = Traces.Waves(3, 2, 30, 2000),
    };
}
