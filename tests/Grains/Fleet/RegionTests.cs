using System.Collections.Immutable;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Grains.Tests.Machines;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Fleet;

/// <summary>Two regions, <c>local</c> and <c>us</c>, of one host each: what the fleet makes of a lost one.</summary>
public sealed class RegionTests
{
    private readonly FakeHosts _hosts = new() { LiveRegions = ["local", "us"] };

    [Fact]
    public void RegionIsLost_ItsModelIsTakenOver_AndReturnsLittleByLittle() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 2));
        Assert.Null(await CopyAsync(world));
        Assert.Equal(1_000, (await RouteAsync(world)).HomeThousandths);

        var lostAt = world.Now;
        Lose(world);
        await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 2 }, "the other region serves it", 10);
        Assert.InRange(world.Now - lostAt, TimeSpan.Zero, Patience.Of(10));
        var route = await RouteAsync(world);
        Assert.Equal((0, "us"), (route.HomeThousandths, route.Elsewhere.Single().Region));
        Assert.Equal("local", Assert.Single((await RoutesAsync(world)).Lost));

        Return(world);
        await world.EventuallyAsync(async () => (await RouteAsync(world)).HomeThousandths > 0, "the first requests return", 20);
        var (since, share) = (world.Now, 0);
        while (share < 1_000)
        {
            Assert.True(world.Now - since < Patience.Of(40), $"{share} of a thousand requests have returned");
            var next = (await RouteAsync(world)).HomeThousandths;
            Assert.True(next >= share, $"{next} after {share}");
            Assert.True(await CopyAsync(world) is { Ready: > 0 } || next == 1_000, "the copy serves until all have returned");
            share = next;
            await world.Delay(1);
        }

#if !ORLEANS
        Assert.InRange(world.Now - since, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(40));
#endif
        await world.EventuallyAsync(async () => await CopyAsync(world) is null, "the copy is given up", 20);
        Assert.Equal(
            [EventKinds.RegionLost, EventKinds.ModelSpread, EventKinds.RegionReturned, EventKinds.ModelReturning, EventKinds.ModelSpread],
            world.Events().Select(one => one.Kind).Where(kind => kind is EventKinds.RegionLost or EventKinds.RegionReturned or EventKinds.ModelSpread or EventKinds.ModelReturning));
    });

    [Fact]
    public void RegionIsLost_ModelThatMayBeNowhereElse_IsNowhereElse() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 1) with { Regions = null });
        await world.Fleet.ApplyAsync(Model("kept", 1) with { Regions = new RegionsSpec { Allow = ["ap"] } });
        await world.Fleet.ApplyAsync(Model("goes", 1));
        await world.Delay(3);
        Lose(world);
        await world.EventuallyAsync(async () => await CopyAsync(world, "goes") is { Ready: 1 }, "the one that may go has gone", 10);
        await world.Delay(20);

        Assert.Equal(["goes"], (await UsAsync(world)).Select(placement => placement.Model.Model));
        Assert.DoesNotContain(world.Backends.Running, process => process.Order.Replica.Model is { Region: not "local", Model: not "goes" });
    });

    [Fact]
    public void RegionIsLost_TooLittleRoom_TheLowestClassFindsNone() => Run(
        async world =>
        {
            await world.Fleet.ApplyAsync(Model("low", 2, ServiceClass.Batch));
            await world.Fleet.ApplyAsync(Model("middle", 2));
            await world.Fleet.ApplyAsync(Model("high", 2, ServiceClass.Critical));
            await world.Delay(6);
            Lose(world);
            await world.EventuallyAsync(async () => await CopyAsync(world, "high") is { Ready: 2 } && await CopyAsync(world, "middle") is { Ready: 1 }, "the more important ones serve", 12);
            await world.Delay(10);

            Assert.Null(await CopyAsync(world, "low"));
            Assert.Equal(2, world.Events(EventKinds.ModelShort).Select(one => one.Model!.Value.Model).Distinct().Count());
        },
        usCpu: 1_500);

    [Fact]
    public void RegionIsLost_OtherIsFullOfLessImportant_TheseGiveWayAndHaveTheirPlacesBackLater() => Run(
        async world =>
        {
            await world.Fleet.ApplyAsync(Model("digits", 2, ServiceClass.Critical));
            await world.Fleet.ApplyAsync(Model("resident", 4, ServiceClass.Batch) with { Region = "us", Regions = null });
            await world.EventuallyAsync(async () => await CopyAsync(world, "resident") is { Ready: 4 }, "the resident serves", 10);
            Lose(world);
            await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 2 } && await CopyAsync(world, "resident") is { Ready: 2, Wanted: 2 }, "the resident has given way", 20);

            Return(world);
            await world.EventuallyAsync(async () => await CopyAsync(world) is null && await CopyAsync(world, "resident") is { Ready: 4 }, "the resident has its places back", 70);
        },
        usCpu: 2_000);

    /// <summary>Nothing is free where it may go, and machines can be added there: those that are needed, and they go when it is home again.</summary>
    [Theory]
    [InlineData(ServiceClass.Critical, PurchaseType.OnDemand, true)]
    [InlineData(ServiceClass.Critical, PurchaseType.Spot, false)]
    [InlineData(ServiceClass.Batch, PurchaseType.Spot, true)]
    public void RegionIsLost_NothingIsFree_MachinesAreAdded(ServiceClass rank, PurchaseType purchase, bool served) => Run(
        async world =>
        {
            var yard = new MachineYard(world, _hosts, [MachineYard.Offer("small", 1, purchase) with { Region = "us" }]);
            yard.Start();
            await world.ServeAsync(Model("digits", 4, rank));
            await world.Delay(15);
            Lose(world);
            if (served)
            {
                await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 4 }, "the other region serves it on a machine that was added", 60);
                Assert.Equal(["small-1"], yard.Provider.Names);
                Return(world);
                await world.EventuallyAsync(async () => await CopyAsync(world) is null, "it is home again", 90);
                await world.EventuallyAsync(() => Task.FromResult(yard.Provider.Names.Count == 0), "the machine is given back", 240);
            }
            else
            {
                await world.Delay(60);
                Assert.Empty(yard.Provider.Names);
                Assert.Equal(4, (await world.Fleet.GetAsync()).Spread.Single().Missing);
            }

            yard.Stop();
        },
        usCpu: 250);

    [Fact]
    public void HomeIsShort_TheRestIsServedElsewhere_AndRequestsGoByWhatEachCanDo() => Run(async world =>
    {
        await world.Fleet.ApplyAsync(Model("digits", 6));
        await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 2 }, "what has no place at home is elsewhere", 12);
        await world.EventuallyAsync(async () => (await RouteAsync(world)).HomeThousandths == 666, "two of three requests are for home", 12);

        await world.Fleet.ApplyAsync(Model("digits", 3));
        await world.EventuallyAsync(async () => await CopyAsync(world) is null, "nothing is lacking at home", 12);
        Assert.Equal(1_000, (await RouteAsync(world)).HomeThousandths);
    });

    [Fact]
    public void Standby_IsThereBeforeTheLoss_AndFleetMadeAnewInTheMiddleGoesOn() => Run(async world =>
    {
        await world.Fleet.ApplyAsync(Model("digits", 3) with { Regions = new RegionsSpec { Allow = ["us"], Standby = 1 } });
        await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 1 }, "one is kept ready", 10);
        Lose(world);
        await world.Delay(1.5);
        world.Deactivate(grain => grain.Type.ToString() == "fleet");
        await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 3 }, "the other region serves it", 12);
        Assert.Equal(1, world.Backends.StartsOf(new(Samples.Digits with { Region = "us" }, 0)));
        Assert.True((await RouteAsync(world)).Standby);
    });

    [Fact]
    public void Scaled_RegionIsLost_TheCopyBeginsWithAsManyAndFollowsItsOwnDemand() => Run(async world =>
    {
        await world.Fleet.ApplyAsync(Model("digits", 2) with { Scaling = new ScalingSpec { Min = 1, Max = 6 } });
        await world.Delay(4);
        Lose(world);
        await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 2 }, "the other region serves it", 12);
        var copy = (await CopyAsync(world))!.Spec.Scaling!;
        Assert.Equal((0, 6), (copy.Min, copy.Max));
    });

    [Fact]
    public void Delete_HomeOfALostRegion_TheCopyEndsToo() => Run(async world =>
    {
        await world.Fleet.ApplyAsync(Model("digits", 1));
        await world.Delay(3);
        Lose(world);
        await world.EventuallyAsync(async () => await CopyAsync(world) is { Ready: 1 }, "the other region serves it", 12);
        Assert.True(await world.Fleet.DeleteAsync(Samples.Digits));
        await world.EventuallyAsync(async () => await CopyAsync(world) is null, "the copy is gone", 12);
    });

    private static ModelSpec Model(string name, int replicas, ServiceClass rank = ServiceClass.Standard) =>
        Samples.Spec(replicas, name: name) with { Class = rank, Regions = new RegionsSpec { Allow = ["us"] } };

    private static HostObservation Us(int cpu) => Samples.Observation(cpu) with { Region = "us" };

    private static async Task<ImmutableArray<PlacementView>> UsAsync(World world) => (await world.Silo.Grains.GetGrain<IPoolGrain>("us/default").GetAsync()).Models;

    private static async Task<PlacementView?> CopyAsync(World world, string model = "digits") => (await UsAsync(world)).FirstOrDefault(placement => placement.Model.Model == model);

    private static Task<FleetRoutes> RoutesAsync(World world) => world.Fleet.GetRoutesAsync(FrontRegionReport.None);

    private static async Task<ModelRoute> RouteAsync(World world) => (await RoutesAsync(world)).Routes.Single(route => route.Home == Samples.Digits);

    private void Run(Func<World, Task> program, int usCpu = 4_000) => World.Run(
        async world =>
        {
            await world.StartAsync("h1");
            await world.StartAsync("h2", Us(usCpu));
            await program(world);
        },
        hosts: _hosts);

    /// <summary>Every silo of the region dies, and with them their model servers.</summary>
    private void Lose(World world)
    {
        world.SilentHosts.Add("h1");
        _hosts.Gone.Add("h1");
        _hosts.LiveRegions = ["us"];
        foreach (var process in world.Backends.Running.Where(process => process.Order.Replica.Model.Region == "local"))
        {
            process.Exit(-9, notify: false);
        }
    }

    private void Return(World world)
    {
        world.SilentHosts.Clear();
        _hosts.Gone.Clear();
        _hosts.LiveRegions = ["local", "us"];
    }
}
