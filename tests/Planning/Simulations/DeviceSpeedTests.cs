using System.Collections.Immutable;
using Krewe.Planning.Fleets;
using Krewe.Planning.Simulations;
using Krewe.Scheduling.Placement;
using Krewe.Specs.Simulations;
using Xunit.Abstractions;

namespace Krewe.Planning.Tests.Simulations;

/// <summary>Devices of which some classes are faster than others.</summary>
public class DeviceSpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(SimulatedPolicy.Hpa)]
    [InlineData(SimulatedPolicy.Kpa)]
    [InlineData(SimulatedPolicy.Fixed)]
    public void Run_AllTwiceAsFast_IsTheSameAsHalfTheTime(SimulatedPolicy policy)
    {
        var fast = Simulation.Run(Plan(Speeds(("h100", 2)), 200, Hosts("h100", 4)) with { Policy = policy }).Runs[0];
        var half = Simulation.Run(Plan(Speeds(), 100, Hosts("h100", 4)) with { Policy = policy }).Runs[0];
        Assert.Equal((half.Violated, half.DeviceHours, half.Starts), (fast.Violated, fast.DeviceHours, fast.Starts));
        Assert.Equal(half.Latencies, fast.Latencies.AsEnumerable());
    }

    [Fact]
    public void Run_OursOnMixedFleet_PlansWithTheSpeedsThatItGets()
    {
        // Equally tight machines are taken by their names: those with the slow devices first.
        double Hours(string first, string then)
        {
            var run = Simulation.Run(Plan(Speeds(("h100", 2)), 200, Hosts(first, 2), Hosts(then, 7)) with { Target = 0.98 }).Runs[0];
            output.WriteLine($"{first} and {then}: {run.InTime:0.0000} in time, {run.DeviceHours:0.00} replica-hours");
            Assert.InRange(run.InTime, 0.93, 1);
            return run.DeviceHours;
        }

        var (fast, mixed, slow) = (Hours("h100", "h100"), Hours("a100", "h100"), Hours("a100", "a100"));
        Assert.InRange(fast / slow, 0.4, 0.7);
        Assert.InRange(mixed, 1.05 * fast, 0.95 * slow);
    }

    [Fact]
    public void SpeedsOf_PlacesComeAndGoAndMove_AreThoseOfThePlaces()
    {
        // The slow machine is the tighter fit: placement does not look at speeds, as in a cluster.
        HostCandidate[] hosts = [Host("a", "a100", 2), Host("h", "h100", 3)];
        var shape = new ReplicaShape(1000, 0, new DeviceRequirement { Count = 1 }) { Speeds = Speeds(("h100", 2)) };
        var places = new FleetPlaces(new DescribedFleet([.. hosts], ImmutableDictionary<string, double>.Empty), [shape], 1);
        Assert.Equal([new PlaceSpeed(2, 3), new PlaceSpeed(1, 2)], places.SpeedsOf(0).AsEnumerable());
        var held = Enumerable.Range(0, 5).Select(_ => places.TryPlace(0)!).ToList();
        Assert.Equal([1, 1, 2, 2, 2], held.Select(place => place.Speed).Order());

        var fast = held.First(place => place.Speed == 2);
        places.Release(fast);
        Assert.Equal([new PlaceSpeed(2, 2), new PlaceSpeed(1, 2)], places.SpeedsOf(0).AsEnumerable());
        Assert.Equal(2, places.Lose("a").Count);
        Assert.Equal([new PlaceSpeed(2, 2)], places.SpeedsOf(0).AsEnumerable());
    }

    [Fact]
    public void Run_SpotMachinesOfTwoClasses_ReplicasEndWithTheirOwnMachine()
    {
        SimulatedHosts Spot(string device, double price) => Hosts(device, 6) with
        {
            Elastic = true, Least = 1, Purchase = Machines.PurchaseType.Spot, InterruptionsPerHour = 10, HourlyPrice = price, Start = TimeSpan.FromMinutes(1),
        };
        var plan = Plan(Speeds(("h100", 2)), 200, Spot("h100", 3), Spot("a100", 2)) with { Spot = new() { Standard = 1 }, Policy = SimulatedPolicy.Hpa };
        var (run, again) = (Simulation.Run(plan).Runs[0], Simulation.Run(plan).Runs[0]);
        Assert.True(run.MachinesTakenBack > 1, $"{run.MachinesTakenBack} are taken back.");
        Assert.InRange(run.InTime, 0.5, 1);
        Assert.Equal((run.Violated, run.Cost, run.Starts), (again.Violated, again.Cost, again.Starts));
    }

    private static ImmutableDictionary<string, double> Speeds(params (string Class, double Speed)[] speeds) => speeds.ToImmutableDictionary(one => one.Class, one => one.Speed);

    private static HostCandidate Host(string name, string device, int devices) => new()
    {
        Name = name, Region = "local", CpuTotalMillicores = 8000, CpuFreeMillicores = 8000, MemoryTotalBytes = 1, MemoryFreeBytes = 1,
        Devices = [.. Enumerable.Range(0, devices).Select(at => new DeviceCandidate { Id = $"{name}/{at}", DeviceClass = device, MemoryTotalBytes = 1, MemoryFreeBytes = 1 })],
    };

    private static SimulatedHosts Hosts(string device, int count) =>
        new() { Name = $"{device}-{count}", Count = count, CpuMillicores = 8_000, MemoryBytes = 1 << 30, Devices = 2, DeviceClass = device, DeviceMemoryBytes = 1 << 30, HourlyPrice = 1 };

    private static SimulationPlan Plan(ImmutableDictionary<string, double> speeds, int milliseconds, params SimulatedHosts[] hosts) => new()
    {
        Hosts = [.. hosts],
        Models =
        [
            new SimulatedModel
            {
                Name = "m0", Devices = 1, Slots = 1, Replicas = 2, Objective = TimeSpan.FromSeconds(1),
                Service = TimeSpan.FromMilliseconds(milliseconds), Service99 = TimeSpan.FromMilliseconds(2 * milliseconds), Speeds = speeds,
            },
        ],
        Trace = Traces.Waves(3, 1, 25, 2000),
    };
}
