using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Grains.Tests.Machines;
using Krewe.Grains.Tests.Support;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Fleet;

/// <summary>Models that go to another region while their own lives, and come back, with requests all along.</summary>
public sealed class RegionMoveTests
{
    private readonly FakeHosts _hosts = new() { LiveRegions = ["local", "us"] };

    [Fact]
    public void DrainRegion_UnderLoad_GoesOverLittleByLittle_AndComesBackTheSameWay() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 2));
        var load = new RegionLoad(world, Samples.Digits, wanted: 2);
        var driven = load.RunAsync();

        var drained = await world.Fleet.DrainRegionAsync("local", drain: true);
        Assert.Equal((true, true, "us"), (drained.Drained, drained.Changed, drained.Models.Single().To.Single()));
        await IsAsync(world, SpreadPhase.Away, 60);
        await world.EventuallyAsync(async () => await HereAsync(world) is { Replicas.IsEmpty: true }, "its own region is empty", 20);
        Assert.False((await world.Fleet.DrainRegionAsync("local", drain: true)).Changed);

        Assert.True((await world.Fleet.DrainRegionAsync("local", drain: false)).Changed);
        await IsAsync(world, SpreadPhase.Home, 60);
        await world.EventuallyAsync(async () => await ThereAsync(world) is null, "the other region is as before", 20);
        load.Stop();
        await driven;

        load.Check();
#if !ORLEANS
        Assert.True(load.SharesSeen.Count > 20, $"little by little: {string.Join(' ', load.SharesSeen)}");
#endif
        Assert.Equal(
            [EventKinds.RegionDrained, EventKinds.ModelMoving, EventKinds.ModelMoved, EventKinds.RegionUndrained, EventKinds.ModelReturning],
            world.Events().Select(one => one.Kind).Where(kind => kind is EventKinds.RegionDrained or EventKinds.RegionUndrained or EventKinds.ModelMoving or EventKinds.ModelMoved or EventKinds.ModelReturning));
    });

    [Fact]
    public void DrainRegion_WhatMayNotLeaveStays_AndItIsSaidWhich() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 1));
        await world.Fleet.ApplyAsync(Model("kept", 1) with { Regions = null });
        await world.Fleet.ApplyAsync(Model("far", 1) with { Regions = new RegionsSpec { Allow = ["ap"] } });
        var drained = await world.Fleet.DrainRegionAsync("local", drain: true);
        Assert.Equal(["far", "kept", "digits"], drained.Models.Select(one => one.Model.Model));
        Assert.Equal([true, true, false], drained.Models.Select(one => one.To.IsEmpty));
        Assert.Contains("regions.allow", drained.Models[1].Reason, StringComparison.Ordinal);

        await IsAsync(world, SpreadPhase.Away, 60);
        await world.Delay(10);
        Assert.Equal(1, (await HereAsync(world, "kept"))!.Ready);
        Assert.Equal(1, (await HereAsync(world, "far"))!.Ready);
        Assert.Equal(["digits"], (await PoolAsync(world, "us")).Select(placement => placement.Model.Model));
        var unknown = await Assert.ThrowsAsync<KreweException>(() => world.Fleet.DrainRegionAsync("ap", drain: true));
        Assert.Equal(ErrorCodes.NotFound, unknown.Problem.Code);
    });

    [Fact]
    public void DrainRegion_NotAllFindAPlace_TheRestStaysAndServes() => Run(
        async world =>
        {
            await world.ServeAsync(Model("digits", 3));
            var load = new RegionLoad(world, Samples.Digits, wanted: 3);
            var driven = load.RunAsync();
            await world.Fleet.DrainRegionAsync("local", drain: true);
            await IsAsync(world, SpreadPhase.Away, 60);
            await world.EventuallyAsync(async () => await HereAsync(world) is { Ready: 1, Replicas.Length: 1 }, "what has no place elsewhere stays", 20);
            Assert.InRange((await RouteAsync(world)).HomeThousandths, 330, 340);
            load.Stop();
            await driven;
            load.Check();
        },
        usCpu: 1_000);

    [Fact]
    public void Hold_OneModel_GoesAndStaysUntilItIsTakenBack() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 1));
        await world.Fleet.ApplyAsync(Model("other", 1));
        var load = new RegionLoad(world, Samples.Digits, wanted: 1);
        var driven = load.RunAsync();
        Assert.Equal("us", (await world.Fleet.HoldAsync(Samples.Digits, "us")).Held);
        await IsAsync(world, SpreadPhase.Away, 60);
        await world.EventuallyAsync(async () => await HereAsync(world) is { Replicas.IsEmpty: true }, "it has left", 20);
        Assert.NotNull(await HereAsync(world, "other"));
        Assert.Equal(RegionMoveReason.Asked, (await RouteAsync(world)).Reason);

        await world.Fleet.HoldAsync(Samples.Digits, null);
        await IsAsync(world, SpreadPhase.Home, 60);
        load.Stop();
        await driven;
        load.Check();
    });

    [Theory]
    [InlineData("digits", "ap", ErrorCodes.MigrationRefused)] // not allowed
    [InlineData("kept", "us", ErrorCodes.MigrationRefused)]
    [InlineData("none", "us", ErrorCodes.NotFound)]
    public void Hold_WhereItMayNotBe_IsRefused(string model, string region, string code) => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 1));
        await world.Fleet.ApplyAsync(Model("kept", 1) with { Regions = null });
        var refused = await Assert.ThrowsAsync<KreweException>(() => world.Fleet.HoldAsync(Samples.Digits with { Model = model }, region));
        Assert.Equal(code, refused.Problem.Code);
    });

    /// <summary>At each step of the way there and back the fleet grain is made anew: it goes on where it was.</summary>
    [VirtualTimeFact]
    public void Move_FleetMadeAnewAtEveryStep_GoesOn() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 2));
        var load = new RegionLoad(world, Samples.Digits, wanted: 2);
        var driven = load.RunAsync();
        await world.Fleet.HoldAsync(Samples.Digits, "us");
        foreach (var phase in (SpreadPhase[])[SpreadPhase.Preparing, SpreadPhase.Leaving, SpreadPhase.Away])
        {
            await IsAsync(world, phase, 90);
            world.Deactivate(grain => grain.Type.ToString() == "fleet");
        }

        await world.EventuallyAsync(async () => await HereAsync(world) is { Replicas.IsEmpty: true }, "it has left", 30);
        await world.Fleet.HoldAsync(Samples.Digits, null);
        foreach (var phase in (SpreadPhase[])[SpreadPhase.Returning, SpreadPhase.Home])
        {
            await IsAsync(world, phase, 90);
            world.Deactivate(grain => grain.Type.ToString() == "fleet");
        }

        await world.EventuallyAsync(async () => await ThereAsync(world) is null, "the other region is as before", 30);
        load.Stop();
        await driven;
        load.Check();
    });

    [VirtualTimeFact]
    public void Move_TakenBackHalfway_TurnsRound() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 2));
        var load = new RegionLoad(world, Samples.Digits, wanted: 2);
        var driven = load.RunAsync();
        await world.Fleet.HoldAsync(Samples.Digits, "us");
        await world.EventuallyAsync(async () => (await RouteAsync(world)).HomeThousandths is < 700 and > 0, "on its way", 60);
        await world.Fleet.HoldAsync(Samples.Digits, null);
        await IsAsync(world, SpreadPhase.Home, 60);
        load.Stop();
        await driven;
        load.Check();
        Assert.DoesNotContain(load.SharesSeen, share => share == 0);
    });

    /// <summary>
    /// Whatever operators say, and in whatever order, while writes fail and grains of fleet and pools are made anew: no request fails, never are fewer ready than
    /// are wanted, and in the end each model is where it was told to be, with nothing left over.
    /// </summary>
    [VirtualTimeTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Moves_AtRandomUnderFaults_NoRequestFailsAndAllEndsWhereItShould(int seed) => Run(
        async world =>
        {
            var random = new Random(seed);
            await world.ServeAsync(Model("digits", 2));
            var load = new RegionLoad(world, Samples.Digits, wanted: 2);
            var driven = load.RunAsync();
            var (drained, held) = (false, (string?)null);
            world.Storage.Fault = (state, _) => state == StateNames.Fleet && random.Next(6) == 0 ? random.Next(2) == 0 ? StorageFault.Before : StorageFault.After : StorageFault.None;
            for (var step = 0; step < 12; step++)
            {
                _ = random.Next(3) switch
                {
                    0 => drained = !drained,
                    1 => (held = random.Next(3) switch { 0 => "us", 1 => "local", _ => null }) is null,
                    _ => false,
                };
                await UntilToldAsync(world, () => world.Fleet.DrainRegionAsync("local", drained));
                await UntilToldAsync(world, () => world.Fleet.HoldAsync(Samples.Digits, held));
                await world.Delay(random.Next(1, 40));
                if (random.Next(3) == 0)
                {
                    var which = random.Next(2) == 0 ? "fleet" : "pool";
                    world.Deactivate(grain => grain.Type.ToString() == which);
                }
            }

            world.Storage.Fault = (_, _) => StorageFault.None;
            var away = drained || held == "us";
            await world.EventuallyAsync(
                async () => (await StatusAsync(world)).Phase == (away ? SpreadPhase.Away : SpreadPhase.Home)
                    && (away ? await HereAsync(world) is { Replicas.IsEmpty: true } && await ThereAsync(world) is { Ready: 2 } : await HereAsync(world) is { Ready: 2 } && await ThereAsync(world) is null),
                $"drained {drained}, held {held}",
                180);
            load.Stop();
            await driven;
            load.Check();
        },
        seed: seed);

    [Fact]
    public void Scaled_TheCopyFollowsDemandAndHomeBeginsWithAsMany() => Run(async world =>
    {
        await world.Fleet.ApplyAsync(Model("digits", 2) with { Scaling = new ScalingSpec { Min = 1, Max = 6 } });
        await world.EventuallyAsync(async () => await HereAsync(world) is { Ready: 2 }, "it serves", 20);
        await world.Fleet.HoldAsync(Samples.Digits, "us");
        await IsAsync(world, SpreadPhase.Away, 60);
        var copy = (await ThereAsync(world))!;
        Assert.Equal((0, 6), (copy.Spec.Scaling!.Min, copy.Spec.Scaling.Max));
        await world.Silo.Grains.GetGrain<IPoolGrain>("us/default").SetTargetsAsync([new ReplicaTarget { Model = copy.Model, Generation = copy.Generation, Replicas = 4 }]);
        await world.EventuallyAsync(async () => await ThereAsync(world) is { Ready: 4 }, "it is asked more there", 20);

        await world.Fleet.HoldAsync(Samples.Digits, null);
        await IsAsync(world, SpreadPhase.Returning, 30);
        await world.EventuallyAsync(async () => await HereAsync(world) is { Ready: 4 }, "home begins with as many", 30);
        await IsAsync(world, SpreadPhase.Home, 60);
    });

    /// <summary>A region that is to be emptied waits for machines that can be added elsewhere, and serves all of it until then.</summary>
    [Fact]
    public void DrainRegion_NothingIsFree_MachinesAreAddedFirst() => Run(
        async world =>
        {
            var yard = new MachineYard(world, _hosts, [MachineYard.Offer("small", 1) with { Region = "us" }]);
            yard.Start();
            await world.ServeAsync(Model("digits", 3));
            await world.Delay(15);
            var load = new RegionLoad(world, Samples.Digits, wanted: 3);
            var driven = load.RunAsync();
            await world.Fleet.DrainRegionAsync("local", drain: true);
            await IsAsync(world, SpreadPhase.Away, 120);
            await world.EventuallyAsync(async () => await HereAsync(world) is { Replicas.IsEmpty: true }, "its own region is empty", 20);
            Assert.Equal(["small-1"], yard.Provider.Names);
            load.Stop();
            await driven;
            load.Check();
            yard.Stop();
        },
        usCpu: 1_000);

    [Fact]
    public void Moved_TheOtherRegionIsLost_ItsOwnServesItAgain() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 1));
        await world.Fleet.HoldAsync(Samples.Digits, "us");
        await IsAsync(world, SpreadPhase.Away, 60);
        await world.EventuallyAsync(async () => await HereAsync(world) is { Replicas.IsEmpty: true }, "it has left", 20);
        world.SilentHosts.Add("h2");
        _hosts.Gone.Add("h2");
        _hosts.LiveRegions = ["local"];
        await world.EventuallyAsync(async () => await HereAsync(world) is { Ready: 1 }, "its own region serves it", 20);
    });

    [Fact]
    public void Latency_RequestsComeFromTheOtherRegion_GoesThereByItself() => Run(async world =>
    {
        await world.ServeAsync(Model("digits", 1) with { Regions = new RegionsSpec { Allow = ["us"], Near = TimeSpan.FromMilliseconds(40) } });
        for (var minute = 0; minute < 7; minute++)
        {
            await world.Fleet.GetRoutesAsync(new FrontRegionReport { Region = "us", Latencies = [new RegionLatency("us", "local", 90)], Requests = [new RegionRequests(Samples.Digits, 5_000)] });
            await world.Fleet.GetRoutesAsync(new FrontRegionReport { Region = "local", Requests = [new RegionRequests(Samples.Digits, 1_000)] });
            Assert.True(minute >= 5 || (await StatusAsync(world)).Move is null, "what holds for a moment moves nothing");
            await world.Delay(60);
        }

        await IsAsync(world, SpreadPhase.Away, 90);
        Assert.Equal((RegionMoveReason.Latency, "us"), ((await StatusAsync(world)).Move!.Reason, (await StatusAsync(world)).Move!.To));
    });

    private static async Task UntilToldAsync(World world, Func<Task> tell)
    {
        while (true)
        {
            try
            {
                await tell();
                return;
            }
            catch (Exception exception) when (exception is not KreweException)
            {
                await world.Delay(0.5); // the outcome is unknown: it can be repeated
            }
        }
    }

    private static ModelSpec Model(string name, int replicas) => Samples.Spec(replicas, name: name) with { Regions = new RegionsSpec { Allow = ["us"] } };

    private static Task IsAsync(World world, SpreadPhase phase, double seconds) =>
        world.EventuallyAsync(async () => (await StatusAsync(world)).Phase == phase, $"the model is in phase {phase}", seconds);

    private static async Task<SpreadStatus> StatusAsync(World world) => (await world.Fleet.GetAsync()).Spread.Single(one => one.Route.Home == Samples.Digits);

    private static async Task<ModelRoute> RouteAsync(World world) => (await StatusAsync(world)).Route;

    private static async Task<ImmutableArray<PlacementView>> PoolAsync(World world, string region) => (await world.Silo.Grains.GetGrain<IPoolGrain>($"{region}/default").GetAsync()).Models;

    private static async Task<PlacementView?> HereAsync(World world, string model = "digits") => (await PoolAsync(world, "local")).FirstOrDefault(placement => placement.Model.Model == model);

    private static async Task<PlacementView?> ThereAsync(World world) => (await PoolAsync(world, "us")).FirstOrDefault(placement => placement.Model.Model == "digits");

    private void Run(Func<World, Task> program, int usCpu = 4_000, int seed = 1) => World.Run(
        async world =>
        {
            await world.StartAsync("h1");
            await world.StartAsync("h2", Samples.Observation(usCpu) with { Region = "us" });
            await program(world);
        },
        seed,
        hosts: _hosts);
}
