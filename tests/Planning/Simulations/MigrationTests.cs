using System.Collections.Immutable;
using Krewe.Planning.Simulations;
using Krewe.Planning.Traces;
using Krewe.Specs.Simulations;

namespace Krewe.Planning.Tests.Simulations;

/// <summary>Replicas that are moved so that others have room.</summary>
public class MigrationTests
{
    [Fact]
    public void Run_RoomInPieces_IsPutTogether()
    {
        // Two machines of four cores, each full with two replicas of one model. Both models need only one, so that each machine has room for most of a large one.
        var hosts = new SimulatedHosts { Name = "m", Count = 2, CpuMillicores = 4000, MemoryBytes = 1 << 30, HourlyPrice = 1 };
        SimulatedModel[] models = [Small("a"), Small("b"), Small("large") with { CpuMillicores = 3000, Replicas = 0 }, Small("tiny") with { CpuMillicores = 100, Replicas = 0 }];
        var trace = new RateTrace([.. models.Select(model => model.Name)], [.. models.Select(_ => Enumerable.Repeat(60, 20).ToImmutableArray())], 60);
        var run = Simulation.Run(new SimulationPlan { Hosts = [hosts], Models = [.. models], Trace = trace, Policy = SimulatedPolicy.Kpa }).Runs[0];

        Assert.True(run.Migrations >= 1, $"{run.Migrations} migrations, {run.Starts} starts");
        Assert.True(run.ViolatedByModel[2] < run.ArrivedByModel[2] / 2, "the large one never served");
    }

    private static SimulatedModel Small(string name) => new() { Name = name, CpuMillicores = 1500, Replicas = 2, Service = TimeSpan.FromMilliseconds(10), Slots = 100 };
}
