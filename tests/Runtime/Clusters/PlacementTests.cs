using Krewe.Runtime.Tests.Grains;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using static Krewe.Runtime.Tests.Clusters.SimulatedClusters;

namespace Krewe.Runtime.Tests.Clusters;

public sealed class PlacementTests
{
    [Fact]
    public void Random_ManyGrains_OnAllSilosAndFoundFromAll() => Run(async (cluster, _) =>
    {
        var places = new HashSet<SiloAddress>();
        for (var key = 0; key < 30; key++)
        {
            var places1 = await Task.WhenAll(cluster.Silos.Select(silo => silo.Grains.GetGrain<IRandomGrain>($"{key}").Where()));
            places.Add(Assert.Single(places1.Distinct()));
        }

        Assert.Equal(3, places.Count);
    });

    [Fact]
    public void PreferLocal_NewGrain_OnTheCallersSilo() => Run(async (cluster, _) =>
    {
        foreach (var silo in cluster.Silos)
        {
            Assert.Equal(silo.Address, await silo.Grains.GetGrain<ILocalGrain>($"of {silo.Number}").Where());
        }
    });

    [Fact]
    public void HashBased_AnyCaller_SameSilo() => Run(async (cluster, _) =>
    {
        SiloAddress[] silos = [.. cluster.Silos.Select(silo => silo.Address).Order()];
        for (var key = 0; key < 9; key++)
        {
            var grain = cluster.Silos[key % 3].Grains.GetGrain<IHashedGrain>($"{key}");
            Assert.Equal(silos[grain.GetGrainId().GetUniformHashCode() % 3], await grain.Where());
        }
    });

    [Fact]
    public void ActivationCount_ManyGrains_EvenlySpread() => Run(async (cluster, _) =>
    {
        var counts = new Dictionary<SiloAddress, int>();
        for (var key = 0; key < 30; key++)
        {
            var silo = await cluster.Silos[0].Grains.GetGrain<ICountedGrain>($"{key}").Where();
            counts[silo] = counts.GetValueOrDefault(silo) + 1;
        }

        Assert.All(counts.Values, count => Assert.InRange(count, 8, 12));
    });

    [Fact]
    public void Hint_CompatibleSilo_IsTaken() => Run(async (cluster, _) =>
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, cluster.Silos[2].Address);
        Assert.Equal(cluster.Silos[2].Address, await cluster.Silos[0].Grains.GetGrain<IRandomGrain>("a").Where());
        Assert.Equal(cluster.Silos[2].Address, await cluster.Silos[0].Grains.GetGrain<ILocalGrain>("a").Where());
        RequestContext.Clear();
    });

    [Fact]
    public void StatelessWorker_EveryCaller_OnItsOwnSilo() => Run(async (cluster, _) =>
    {
        foreach (var silo in cluster.Silos)
        {
            Assert.Equal(silo.Address, await silo.Grains.GetGrain<IWorkerGrain>("a").Where());
        }
    });

    [Fact]
    public void HostBound_KeyNamesSilo_NoRowAndDirectorSeesTheContext() => Run(async (cluster, log) =>
    {
        foreach (var silo in cluster.Silos)
        {
            RequestContext.Set("who", $"{silo.Number}");
            var grain = silo.Grains.GetGrain<IHostBoundGrain>("silo-2");
            Assert.Equal(cluster.Silos[2].Address, await grain.Where());
            Assert.Null(cluster.RowOf(grain.GetGrainId()));
            Assert.Contains($"asked by {silo.Number}", log.Events);
        }

        RequestContext.Clear();
    });

    [Fact]
    public void HostBound_SiloIsGone_CallsFailUntilThereIsAnother() => Run(async (cluster, _) =>
    {
        var grain = cluster.Silos[0].Grains.GetGrain<IHostBoundGrain>("silo-2");
        await grain.Where();
        cluster.Silos[2].Crash();
        await cluster.Delay(TimeSpan.FromSeconds(4));
        var error = await Assert.ThrowsAnyAsync<OrleansException>(grain.Where);
        Assert.Contains("KRW7044", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Filters_Two_RunInOrderOfTheirNumbers() => Run(async (cluster, log) =>
    {
        Assert.Equal(cluster.Silos[1].Address, await cluster.Silos[0].Grains.GetGrain<ISiftedGrain>("a").Where());
        Assert.Equal(["named silo-1 1", "odd 3"], log.Events.Where(one => one.StartsWith("named", StringComparison.Ordinal) || one.StartsWith("odd", StringComparison.Ordinal)));
    });

    [Fact]
    public void Filters_NoneLeft_NoActiveNodesAreCompatible() => Run(async (cluster, _) =>
    {
        cluster.Silos[1].Crash();
        await cluster.Delay(TimeSpan.FromSeconds(3));
        var error = await Assert.ThrowsAsync<OrleansException>(cluster.Silos[0].Grains.GetGrain<ISiftedGrain>("a").Where);
        Assert.Contains("No active nodes are compatible", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Filters_SilosTakenForEqual_AreLeftOut() => Run(
        async (cluster, log) =>
        {
            await cluster.Silos[0].Grains.GetGrain<ISiftedGrain>("a").Where();
            Assert.DoesNotContain("odd 3", log.Events);
        },
        options => options with
        {
            Configure = (number, builder) =>
            {
                options.Configure(number, builder);
                builder.Configure<SiloMessagingOptions>(messaging => messaging.AssumeHomogenousSilosForTesting = true);
            },
        });

    [Fact]
    public void RequiredMetadata_OtherRegion_IsLeftOut() => Run(async (cluster, _) =>
    {
        for (var key = 0; key < 10; key++)
        {
            Assert.NotEqual(cluster.Silos[2].Address, await cluster.Silos[key % 2].Grains.GetGrain<IRegionalGrain>($"north {key}").Where());
            Assert.Equal(cluster.Silos[2].Address, await cluster.Silos[2].Grains.GetGrain<IRegionalGrain>($"south {key}").Where());
        }
    });

    [Fact]
    public void Metadata_OfOthers_IsKnownSoonAfterTheyAreThere() => Run(async (cluster, _) =>
    {
        var cache = cluster.Silos[0].Services.GetRequiredService<ISiloMetadataCache>();
        Assert.Equal(["north", "north", "south"], cluster.Silos.Select(silo => cache.GetSiloMetadata(silo.Address).Metadata["region"]));
        var late = await cluster.StartSiloAsync();
        Assert.Same(SiloMetadata.Empty, cache.GetSiloMetadata(late.Address));
        await cluster.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal("south", cache.GetSiloMetadata(late.Address).Metadata["region"]);
    });
}
