using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Runtime.Tests.Clusters;

/// <summary>Runs a test's program on several silos, under a few seeds.</summary>
internal static class SimulatedClusters
{
    public static void Run(Func<SimulatedCluster, EventLog, Task> program, Func<SimulatedClusterOptions, SimulatedClusterOptions>? change = null)
    {
        foreach (var seed in SimulationSeed.Choose(1, 5))
        {
            EventLog log = new();
            var options = new SimulatedClusterOptions
            {
                Configure = (number, builder) =>
                {
                    builder.Services.AddSingleton(log);
                    builder.UseSiloMetadata(new Dictionary<string, string> { ["region"] = number < 2 ? "north" : "south" });
                    builder.AddPlacementDirector<HostBound, HostBoundDirector>();
                    builder.Services.AddPlacementFilter<OddSilosFilter, OddSilosDirector>(ServiceLifetime.Transient);
                    builder.Services.AddPlacementFilter<NamedSiloFilter, NamedSiloDirector>(ServiceLifetime.Transient);
                },
            };
            SimulatedCluster.Run(seed, cluster => program(cluster, log), change?.Invoke(options) ?? options);
        }
    }

    /// <summary>The silo of that address.</summary>
    public static SimulatedMember At(this SimulatedCluster cluster, SiloAddress address) => cluster.Silos.Single(silo => silo.Address == address);

    /// <summary>A grain that is active on that silo.</summary>
    public static async Task<string> KeyOnAsync(this SimulatedCluster cluster, SimulatedMember silo)
    {
        for (var key = 0; ; key++)
        {
            if (await cluster.Silos[0].Grains.GetGrain<IRandomGrain>($"{key}").Where() == silo.Address)
            {
                return $"{key}";
            }
        }
    }
}
