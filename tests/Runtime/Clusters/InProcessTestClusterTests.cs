using Krewe.Runtime.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.TestingHost;

namespace Krewe.Runtime.Tests.Clusters;

/// <summary>The cluster on the thread pool, where calls really are at the same time.</summary>
public sealed class InProcessTestClusterTests
{
    [Fact]
    public async Task Calls_FromAllSilosAtOnce_OneActivationEach()
    {
        await using var cluster = await DeployAsync();
        var values = await Task.WhenAll(Enumerable.Range(0, 600).Select(call => Task.Run(() =>
            cluster.Silos[call % 3].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IRandomGrain>($"{call % 20}").Add(1))));
        Assert.All(values.CountBy(value => value), pair => Assert.Equal(20, pair.Value));
    }

    [Fact]
    public async Task Migrate_NamedSilo_GoesThereWithWhatItHolds()
    {
        await using var cluster = await DeployAsync();
        var grain = cluster.Client.GetGrain<IRandomGrain>("a");
        await grain.Add(5);
        var here = await grain.Where();
        var target = cluster.Silos.First(silo => silo.SiloAddress != here).SiloAddress;
        await cluster.MigrateAsync(grain, target);
        Assert.Equal(6, await grain.Add(1));
        Assert.Equal(target, await grain.Where());
    }

    [Fact]
    public async Task Kill_SiloWithGrains_NextCallsAreServedElsewhere()
    {
        await using var cluster = await DeployAsync();
        var killed = cluster.Silos[2];
        string[] keys = [.. Enumerable.Range(0, 20).Select(key => $"{key}")];
        foreach (var key in keys)
        {
            await cluster.Client.GetGrain<IRandomGrain>(key).Where();
        }

        await cluster.KillSiloAsync(killed);
        foreach (var key in keys)
        {
            Assert.NotEqual(killed.SiloAddress, await cluster.Client.GetGrain<IRandomGrain>(key).Where());
        }
    }

    [Fact]
    public async Task Stop_UnderLoad_NoCallFails()
    {
        await using var cluster = await DeployAsync();
        using var stopped = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; !stopped.IsCancellationRequested; call++)
            {
                await cluster.Silos[caller % 2].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IRandomGrain>($"{call % 30}").Add(1);
            }
        })).ToArray();
        await cluster.StopSiloAsync(cluster.Silos[2]);
        await stopped.CancelAsync();
        await Task.WhenAll(callers);
    }

    private static async Task<InProcessTestCluster> DeployAsync()
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.ConfigureSilo((_, silo) => silo.Services.AddSingleton<EventLog>());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
