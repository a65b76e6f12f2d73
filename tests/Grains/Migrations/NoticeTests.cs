using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Migrations;

/// <summary>Machines that say when they go away: what is there moves at once, the most important first, and has ended before.</summary>
public sealed class NoticeTests
{
    [Fact]
    public void Notice_RoomElsewhere_AllMoveAtOnceAndNothingIsMissing() => World.Run(async world =>
    {
        await world.StartAsync("h1", Samples.Observation(cpu: 8_000));
        await world.ServeAsync(Samples.Spec(8));
        await world.StartAsync("h2", Samples.Observation(cpu: 8_000));
        var told = world.Now;

        var order = Notice(world, "h1");
        var result = await world.Pool.MaintainAsync(order);
        Assert.True(result is { Changed: true, State: "draining", Moves.Length: 8 });
        var fewest = 8;
        var most = 0;
        await world.EventuallyAsync(
            async () =>
            {
                fewest = Math.Min(fewest, (await world.Model.GetAsync())!.ReadyReplicas);
                most = Math.Max(most, (await world.Pool.GetAsync()).Migrations.Count(one => !one.Ended));
                return (await world.Host.GetAsync()).Leases.IsEmpty;
            },
            "nothing is left on h1");
        Assert.Equal(8, fewest);
        Assert.Equal(8, most); // more than a drain has under way
        Assert.InRange((world.Now - told).TotalSeconds, 0, Patience.Of(30).TotalSeconds);
        Assert.All((await world.Pool.GetAsync()).Migrations, one => Assert.Equal((MigrationCause.Spot, MigrationStatus.Done), (one.Cause, one.Status)));
        Assert.Equal("h1", Assert.Single(world.Events(EventKinds.HostNoticed)).Host);
        Assert.Equal(order.Notice!.EndsAt, (await world.Host.GetAsync()).Notice!.EndsAt);
    });

    /// <summary>Reports queue up while a pool is busy: one from before the notice must not bring the host back into service.</summary>
    [Fact]
    public void Notice_ReportFromBefore_ChangesNothing() => World.Run(async world =>
    {
        await world.StartAsync("h1", Samples.Observation(cpu: 8_000));
        await world.ServeAsync(Samples.Spec(4));
        await world.StartAsync("h2", Samples.Observation(cpu: 8_000));
        var before = await world.Host.GetAsync();
        await world.Pool.MaintainAsync(Notice(world, "h1"));
        await world.Pool.ReportHostAsync(before);

        Assert.True((await world.Pool.GetAsync()).Hosts.Single(host => host.Host == "h1") is { Draining: true, Notice: not null });
        await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.IsEmpty, "nothing is left on h1");
        Assert.All((await world.Pool.GetAsync()).Migrations, one => Assert.Equal(MigrationStatus.Done, one.Status));
        Assert.Single(world.Events(EventKinds.HostNoticed));

        // A host whose clock was set back while it was down is believed.
        var later = await world.Host.GetAsync();
        world.StopPolling();
        await world.Pool.ReportHostAsync(later with { Sequence = later.Sequence - TimeSpan.FromMinutes(2).Ticks, CpuMillicores = 4_000 });
        Assert.Equal(4_000, (await world.Pool.GetAsync()).Hosts.Single(host => host.Host == "h1").CpuMillicores);
    });

    [Fact]
    public void Notice_NewLeases_AreRefused() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.Pool.MaintainAsync(Notice(world, "h1"));
        await world.Fleet.ApplyAsync(Samples.Spec());
        await world.Delay(5);
        Assert.Empty((await world.PlacementAsync())!.Replicas);
        Assert.Equal(ErrorCodes.NotPlaced, (await world.PlacementAsync())!.Refusal!.Code);
    });

    /// <summary>There is no room for what moves: as many of the least important class stop, one for each, and the most important moves first.</summary>
    [Fact]
    public void Notice_NotAllFit_TheLeastImportantGoFirst() => World.Run(async world =>
    {
        await world.StartAsync("h1", Samples.Observation(cpu: 1_500));
        await world.ServeAsync(Samples.Spec(2) with { Class = ServiceClass.Critical });
        await ServeAlsoAsync(world, Samples.Spec(1, name: "usual"));
        await world.StartAsync("h2", Samples.Observation(cpu: 1_500));
        await ServeAlsoAsync(world, Samples.Spec(3, name: "night") with { Class = ServiceClass.Batch });
        Assert.All((await world.PlacementAsync("night"))!.Replicas, replica => Assert.Equal("h2", replica.Lease!.Host));

        await world.Pool.MaintainAsync(Notice(world, "h1"));
        var fewest = 2;
        await world.EventuallyAsync(
            async () =>
            {
                fewest = Math.Min(fewest, (await world.Model.GetAsync())!.ReadyReplicas);
                return (await world.Host.GetAsync()).Leases.IsEmpty;
            },
            "nothing is left on h1",
            seconds: 60);
        Assert.Equal(2, fewest);
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 2, Refusal: null, Replicas.Length: 2 }, "the critical ones serve");
        await world.EventuallyAsync(async () => await world.PlacementAsync("usual") is { Ready: 1, Refusal: null, Replicas.Length: 1 }, "the usual one serves");
        await world.EventuallyAsync(async () => await world.PlacementAsync("night") is { Ready: 0, Refusal: not null }, "for the others there is no room");
        var begun = world.Events(EventKinds.MigrationBegun);
        Assert.Equal(["digits", "digits", "usual"], begun.Select(one => one.Model!.Value.Model));
        Assert.All(begun, one => Assert.Contains(one.Reasons, reason => reason.Contains("less important", StringComparison.Ordinal)));
        Assert.All((await world.Pool.GetAsync()).Migrations, one => Assert.Equal(MigrationStatus.Done, one.Status));
    });

    /// <summary>Equals make no room: what has no place serves for most of the time that is left, and has ended before the machine goes.</summary>
    [Fact]
    public void Notice_NoRoomAtAll_ServesAsLongAsItCanAndEndsBefore() => World.Run(async world =>
    {
        await world.StartAsync("h1", Samples.Observation(cpu: 500));
        await world.ServeAsync(Graceful(1));
        await world.StartAsync("h2", Samples.Observation(cpu: 500));
        await ServeAlsoAsync(world, Samples.Spec(1, name: "equal"));
        var told = world.Now;
        await world.Pool.MaintainAsync(Notice(world, "h1"));

        await world.Delay(80);
        Assert.Equal(1, (await world.PlacementAsync())!.Ready);
        await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.IsEmpty, "it has ended", seconds: 60);
        Assert.InRange((world.Now - told).TotalSeconds, 95, 119);
        Assert.Equal(1, (await world.PlacementAsync("equal"))!.Ready);

        await world.StartAsync("h3");
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Replicas: [{ Lease.Host: "h3" }] }, "it serves as soon as there is room");
    });

    [Fact]
    public void Notice_ServerNeverGetsReadyElsewhere_EndsBeforeAllTheSame() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Graceful(2));
        await world.StartAsync("h2", Samples.Observation());
        world.Backends.Script.ExitAtOnce = true;
        var told = world.Now;
        await world.Pool.MaintainAsync(Notice(world, "h1"));
        await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.IsEmpty, "nothing is left on h1", seconds: 125);
        Assert.InRange((world.Now - told).TotalSeconds, 95, 119);
    });

    [Fact]
    public void Notice_TakenBack_ServesOn() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(1));
        await world.Pool.MaintainAsync(Notice(world, "h1"));
        await world.Delay(3);
        var result = await world.Pool.MaintainAsync(Notice(world, "h1") with { Empty = false, Notice = null });
        Assert.True(result is { Changed: true, State: "active" });
        await world.Delay(150);
        Assert.Equal(1, (await world.PlacementAsync())!.Ready);
        Assert.Null((await world.Host.GetAsync()).Notice);
    });

    /// <summary>The machine itself knows, by what its silo was told there.</summary>
    [Fact]
    public void Notice_ByTheMachine_MovesAsWell() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(1));
        await world.StartAsync("h2", Samples.Observation());
        var notice = Notice(world, "h1").Notice!;
        await world.PollAsync("h1", world.Machine with { Notice = notice });
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Replicas: [{ Lease.Host: "h2" }] }, "it has moved");
        await world.PollAsync("h1", world.Machine); // a word that is not repeated holds
        Assert.Equal(notice, (await world.Host.GetAsync()).Notice);
        Assert.Equal(notice.EndsAt, world.Now < notice.EndsAt ? (await world.Pool.GetAsync()).Hosts.Single(host => host.Host == "h1").Notice!.EndsAt : default);
    });

    /// <summary>It was about an earlier life of the machine: whoever comes under its name afterwards takes leases.</summary>
    [Fact]
    public void Notice_Past_TheMachineThatComesAgainServes()
    {
        var (storage, backends) = (new FaultyStorage(), new FakeBackends());
        World.Run(
            async world =>
            {
                await world.StartAsync();
                await world.Pool.MaintainAsync(Notice(world, "h1") with { Notice = new HostNotice { ToldAt = world.Now, EndsAt = world.Now.AddSeconds(1) } });
            },
            storage: storage,
            backends: backends);
        World.Run(
            async world =>
            {
                await world.Delay(30);
                await world.StartAsync();
                await world.ServeAsync();
                Assert.Null((await world.Host.GetAsync()).Notice);
            },
            storage: storage,
            backends: backends);
    }

    /// <summary>Replicas that get 20 s for what is under way: they are told to end 97 s after a notice of 120 s, and a machine that is busy for a while has them gone in time all the same.</summary>
    private static ModelSpec Graceful(int replicas)
    {
        var spec = Samples.Spec(replicas);
        return spec with { Backend = spec.Backend with { StopGrace = TimeSpan.FromSeconds(20) } };
    }

    private static async Task ServeAlsoAsync(World world, ModelSpec spec)
    {
        await world.Fleet.ApplyAsync(spec);
        await world.EventuallyAsync(async () => (await world.PlacementAsync(spec.Name))!.Ready == spec.Replicas, $"{spec.Name} serves");
    }

    private static MaintenanceOrder Notice(World world, string host) => new()
    {
        Host = host,
        Empty = true,
        Force = true,
        Notice = new HostNotice { ToldAt = world.Now, EndsAt = world.Now.AddSeconds(120), Reason = "the provider takes it back" },
    };
}
