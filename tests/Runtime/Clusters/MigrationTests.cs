using Krewe.Runtime.Tests.Grains;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using static Krewe.Runtime.Tests.Clusters.SimulatedClusters;

namespace Krewe.Runtime.Tests.Clusters;

public sealed class MigrationTests
{
    [Fact]
    public void MigrateOnIdle_Hint_GoesThereWithWhatItHolds() => Run(async (cluster, log) =>
    {
        var key = await cluster.KeyOnAsync(cluster.Silos[0]);
        var grain = cluster.Silos[1].Grains.GetGrain<IRandomGrain>(key);
        Assert.Equal(5, await grain.Add(5));
        await grain.MoveTo(cluster.Silos[2].Address);
        Assert.Equal(6, await grain.Add(1));
        Assert.Equal(cluster.Silos[2].Address, await grain.Where());
        Assert.Equal([$"{key} on silo-0", $"{key} off silo-0 Migrating", $"{key} on silo-2"], log.Events.Where(one => one.StartsWith($"{key} ", StringComparison.Ordinal)));
        Assert.Equal(cluster.Silos[2].Address, cluster.RowOf(grain.GetGrainId())!.SiloAddress);
    });

    [Fact]
    public void MigrateOnIdle_CallsArriveMeanwhile_AllAnsweredOnce() => Run(async (cluster, _) =>
    {
        var key = await cluster.KeyOnAsync(cluster.Silos[0]);
        var values = new List<Task<int>>();
        for (var round = 0; round < 60; round++)
        {
            var grain = cluster.Silos[round % 3].Grains.GetGrain<IRandomGrain>(key);
            values.Add(grain.Add(1));
            if (round % 10 == 5)
            {
                await grain.MoveTo(cluster.Silos[((round / 10) + 1) % 3].Address);
            }

            await cluster.Delay(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(Enumerable.Range(1, 60), (await Task.WhenAll(values)).Order());
    });

    [Fact]
    public void Extension_Hint_MovesFromOutside() => Run(async (cluster, _) =>
    {
        var grain = cluster.Silos[1].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[0]));
        await grain.Add(3);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, cluster.Silos[2].Address);
        await grain.Cast<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Clear();
        Assert.Equal(4, await grain.Add(1));
        Assert.Equal(cluster.Silos[2].Address, await grain.Where());
    });

    [Fact]
    public void Extension_SameSilo_NothingHappens() => Run(async (cluster, log) =>
    {
        var grain = cluster.Silos[1].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[0]));
        await grain.Add(3);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, cluster.Silos[0].Address);
        await grain.Cast<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Clear();
        Assert.Equal(4, await grain.Add(1));
        Assert.DoesNotContain(log.Events, one => one.Contains("off", StringComparison.Ordinal));
    });

    [Fact]
    public void Extension_Deactivate_EndsTheActivation() => Run(async (cluster, log) =>
    {
        var grain = cluster.Silos[1].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[0]));
        await grain.Add(3);
        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Equal(1, await grain.Add(1));
        Assert.Contains(log.Events, one => one.EndsWith("off silo-0 ApplicationRequested", StringComparison.Ordinal));
    });

    [Fact]
    public void MigrateOnIdle_SameSilo_MemoryIsLost() => Run(async (cluster, _) =>
    {
        var grain = cluster.Silos[1].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[0]));
        await grain.Add(3);
        await grain.MoveTo(cluster.Silos[0].Address);
        Assert.Equal(1, await grain.Add(1));
    });

    [Fact]
    public void MigrateOnIdle_TargetVanishes_GrainGoesOnElsewhere() => Run(async (cluster, _) =>
    {
        var grain = cluster.Silos[1].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[0]));
        await grain.Add(3);
        cluster.Silos[2].Crash();
        await grain.MoveTo(cluster.Silos[2].Address);
        Assert.Equal(1, await grain.Add(1));
        Assert.NotEqual(cluster.Silos[2].Address, await grain.Where());
    });

    [Fact]
    public void StoredState_Migrates_VersionTravelsAndStorageIsNotRead() => Run(async (cluster, _) =>
    {
        var grain = cluster.Silos[0].Grains.GetGrain<IStoredGrain>("a");
        var start = await grain.Where();
        await grain.Add(2);
        var version = await grain.Reason();
        var target = cluster.Silos.First(silo => silo.Address != start).Address;
        await grain.MoveTo(target);
        Assert.Equal(version, await grain.Reason());
        Assert.Equal(target, await grain.Where());
        Assert.Equal(3, await grain.Add(1));
        Assert.Single(cluster.History.Lines, line => line.Contains(" read counter of test.stored", StringComparison.Ordinal));
    });
}
