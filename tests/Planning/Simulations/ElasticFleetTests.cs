using Krewe.Machines;
using Krewe.Planning.Simulations;
using Krewe.Specs.Simulations;

namespace Krewe.Planning.Tests.Simulations;

/// <summary>Machines that come and go in a replay.</summary>
public class ElasticFleetTests
{
    [Fact]
    public void Run_Elastic_CostsLessThanAllMachinesAndServes()
    {
        var elastic = Simulation.Run(Plan(new SimulatedHosts { Name = "m", Count = 8, CpuMillicores = 2000, HourlyPrice = 1, Elastic = true, Least = 1 })).Runs[0];

        Assert.InRange(elastic.MachinesBought, 1, 60);
        Assert.InRange(elastic.Cost, 0.5, 7.5);
        Assert.InRange(elastic.InTime, 0.5, 1);
    }

    [Fact]
    public void Run_Spot_IsCheaperAndTakenBack()
    {
        SimulatedHosts od = new() { Name = "od", Count = 8, CpuMillicores = 2000, HourlyPrice = 3, Elastic = true, Least = 1 };
        var plain = Simulation.Run(Plan(od)).Runs[0];
        var mixed = Simulation.Run(Plan(od, new SimulatedHosts { Name = "spot", Count = 8, CpuMillicores = 2000, HourlyPrice = 1, Elastic = true, Purchase = PurchaseType.Spot, InterruptionsPerHour = 2 })).Runs[0];

        Assert.True(mixed.Cost < plain.Cost, $"{mixed.Cost} with spot machines, {plain.Cost} without");
        Assert.True(mixed.MachinesTakenBack > 0);
        Assert.Equal(0, plain.MachinesTakenBack);
        Assert.Equal(mixed.Arrived, mixed.ArrivedByModel.Sum());
    }

    [Fact]
    public void Run_Elastic_Twice_HasTheSameBits()
    {
        SimulatedHosts[] hosts =
        [
            new() { Name = "od", Count = 4, CpuMillicores = 2000, HourlyPrice = 3, Elastic = true, Least = 1 },
            new() { Name = "spot", Count = 4, CpuMillicores = 2000, HourlyPrice = 1, Elastic = true, Purchase = PurchaseType.Spot, InterruptionsPerHour = 4 },
        ];
        var (one, other) = (Simulation.Run(Plan(hosts)).Runs[0], Simulation.Run(Plan(hosts)).Runs[0]);

        Assert.Equal((one.Cost, one.Violated, one.MachinesBought, one.MachinesTakenBack, one.Migrations), (other.Cost, other.Violated, other.MachinesBought, other.MachinesTakenBack, other.Migrations));
    }

    private static SimulationPlan Plan(params SimulatedHosts[] hosts) => new()
    {
        Hosts = [.. hosts],
        Models = [new SimulatedModel { Name = "m0", CpuMillicores = 1000, Service = TimeSpan.FromMilliseconds(100), Class = Specs.ServiceClass.Batch }, new SimulatedModel { Name = "m1", CpuMillicores = 1000, Service = TimeSpan.FromMilliseconds(100) }],
        Trace = Traces.Waves(3, 2, 90, 2000),
        Policy = SimulatedPolicy.Hpa,
    };
}
