using Krewe.Events;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Machines;

/// <summary>All grains together with machines that come and go; the test calls the silo's rounds.</summary>
public sealed class MachinesGrainTests
{
    [Fact]
    public void Lack_BuysAMachineAndItServes() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1), MachineYard.Offer("big", 5, cpu: 8)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500));
        await world.ReadyAsync(6, 90);

        Assert.Equal(["small-1"], yard.Provider.Names);
        var ordered = Assert.Single(world.Events(EventKinds.MachineOrdered));
        Assert.Contains(ordered.Reasons, reason => reason.Contains("2 of default/digits@local", StringComparison.Ordinal));

        // Its replicas may be ready before the next round hears that it is a host.
        await world.EventuallyAsync(() => Task.FromResult(!world.Events(EventKinds.MachineJoined).IsEmpty), "it is known as a host", 15);
        Assert.Single(world.Events(EventKinds.MachineJoined));
        var view = await yard.ViewAsync();
        Assert.Equal((MachinePhase.Joined, 1.0, "h1"), (view.Machines.Single().Phase, view.PerHour, view.Executor));
        Assert.True(view.Spent[PurchaseType.OnDemand] > 0);
        yard.Stop();
    });

    [Fact]
    public void Need_Gone_MachineIsEmptiedAndRemoved() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500));
        await world.ReadyAsync(6, 90);
        await world.Fleet.ScaleAsync(Samples.Digits, 3);
        await world.ReadyAsync(3);
        await world.Delay(100);
        Assert.NotEmpty(yard.Provider.Names);
        await world.EventuallyAsync(() => Task.FromResult(yard.Provider.Names.Count == 0), "the machine is removed", 120);
        await world.EventuallyAsync(async () => (await yard.ViewAsync()).Machines.IsEmpty, "and forgotten", 30);

        // What ran there runs on h1, and nothing was missing meanwhile.
        Assert.Equal(3, (await world.PlacementAsync())!.Ready);
        Assert.Single(world.Events(EventKinds.MachineLeaving));
        Assert.Single(world.Events(EventKinds.MachineRemoved));
        var group = (await yard.ViewAsync()).Groups.Single();
        Assert.Equal((1, 0, 0, 1), (group.Orders, group.Failures, group.Interruptions, group.Removals));
        yard.Stop();
    });

    [Fact]
    public void Spot_TakenBack_IsEmptiedInTimeAndReplacedOnDemand() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("od", 3), MachineYard.Offer("spot", 1, PurchaseType.Spot)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500) with { Class = ServiceClass.Batch });
        await world.ReadyAsync(6, 90);
        Assert.Equal(["spot-1"], yard.Provider.Names);

        var until = world.Now + TimeSpan.FromSeconds(120);
        yard.Provider.TakeBack("spot-1", TimeSpan.FromSeconds(120));
        await world.EventuallyAsync(async () => (await world.PlacementAsync()) is { Ready: 6 } placement && placement.Replicas.All(replica => replica.Lease!.Host != "spot-1"), "all is elsewhere", 119);
        Assert.True(world.Now < until);
        Assert.Equal(["od-1"], yard.Provider.Names.Where(name => name != "spot-1"));
        Assert.Contains("its provider says so", Assert.Single(world.Events(EventKinds.MachineNoticed)).Reasons);
        var group = (await yard.ViewAsync()).Groups.Single(one => one.Offer.Group == "spot");
        Assert.NotNull(group.PausedUntil);
        Assert.True(group.InterruptionsPerHour > 0);
        Assert.Equal((1, 1, 0), (group.Orders, group.Interruptions, group.Removals));
        yard.Stop();
    });

    [Fact]
    public void Host_SaysItselfThatItEnds_IsReplacedAndItsGroupPauses() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("od", 3), MachineYard.Offer("spot", 1, PurchaseType.Spot)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500) with { Class = ServiceClass.Batch });
        await world.ReadyAsync(6, 90);

        // The provider's list says nothing of it.
        await world.Pool.MaintainAsync(Ends(world, "spot-1", 120));
        await world.EventuallyAsync(() => Task.FromResult(yard.Provider.Names.Contains("od-1")), "another one is bought in the next round", 15);
        await world.EventuallyAsync(async () => (await world.PlacementAsync()) is { Ready: 6 } placement && placement.Replicas.All(replica => replica.Lease!.Host != "spot-1"), "all is elsewhere", 100);
        await world.EventuallyAsync(() => Task.FromResult(yard.Provider.Names.SequenceEqual(["od-1"])), "it is removed once it is empty", 30);
        Assert.Contains(Assert.Single(world.Events(EventKinds.MachineNoticed)).Reasons, reason => reason.Contains("its host says so: the owner wants it", StringComparison.Ordinal));
        var group = (await yard.ViewAsync()).Groups.Single(one => one.Offer.Group == "spot");
        Assert.NotNull(group.PausedUntil);
        Assert.Equal(1, group.Interruptions);
        yard.Stop();
    });

    [Fact]
    public void Host_SaidThatItEndsAndIsUndrained_Stays() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500));
        await world.ReadyAsync(6, 90);
        await world.Pool.MaintainAsync(Ends(world, "small-1", 3_600));
        await world.EventuallyAsync(async () => (await yard.ViewAsync()).Machines.First().Phase == MachinePhase.Leaving, "it is to go", 15);
        await world.Pool.MaintainAsync(new MaintenanceOrder { Host = "small-1", Empty = false });
        await world.EventuallyAsync(async () => (await yard.ViewAsync()).Machines.First() is { Phase: MachinePhase.Joined, EndsAt: null }, "it stays", 15);
        Assert.Single(world.Events(EventKinds.MachineKept));
        yard.Stop();
    });

    [Fact]
    public void Quota_ThatRefusesReplicas_BuysNothingForThem() => Run(
        async (world, hosts) =>
        {
            var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1)]);
            yard.Start();
            await world.Fleet.ApplyAsync(Samples.Spec(replicas: 12, cpu: 500));
            await world.EventuallyAsync(async () => (await world.PlacementAsync()) is { Ready: 5, Refusal: not null }, "what the quota allows serves", 90);
            await world.Delay(60);

            Assert.StartsWith("KRW3016", Assert.Single((await world.PlacementAsync())!.Refusal!.Reasons), StringComparison.Ordinal);
            Assert.Equal(["small-1"], yard.Provider.Names);
            Assert.Equal(0, (await yard.ViewAsync()).Lacking);
            yard.Stop();
        },
        pools: new PoolOptions { Quotas = [new SnapshotQuota { Tenant = "default", CpuMillicores = 2_600 }] });

    [Fact]
    public void Spot_LostWithoutAWord_IsReplaced() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("od", 3), MachineYard.Offer("spot", 1, PurchaseType.Spot)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500) with { Class = ServiceClass.Batch });
        await world.ReadyAsync(6, 90);
        yard.Provider.TakeBack("spot-1", TimeSpan.Zero);
        await world.EventuallyAsync(async () => yard.Provider.Names.SequenceEqual(["od-1"]) && (await world.PlacementAsync())!.Ready == 6, "another one serves", 90);
        Assert.Single(world.Events(EventKinds.MachineLost));
        yard.Stop();
    });

    /// <summary>The provider has listed it and does so no longer: its name is not used again, though its host was never heard of.</summary>
    [Fact]
    public void Spot_LostBeforeItJoined_IsReplacedByAnother() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("od", 3), MachineYard.Offer("spot", 1, PurchaseType.Spot)]) { Stillborn = true };
        var added = new List<string>();
        yard.Provider.Added += order => added.Add(order.Name);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500) with { Class = ServiceClass.Batch });
        await world.EventuallyAsync(async () => (await yard.ViewAsync()).Machines is [{ ListedAt: not null }], "the provider lists it", 60);
        yard.Stillborn = false;
        yard.Provider.TakeBack("spot-1", TimeSpan.Zero);
        await world.EventuallyAsync(async () => yard.Provider.Names.SequenceEqual(["od-1"]) && (await world.PlacementAsync())!.Ready == 6, "another one serves", 90);
        Assert.Equal("spot-1", Assert.Single(world.Events(EventKinds.MachineLost)).Subject);
        Assert.Equal(["spot-1", "od-1"], added);
        Assert.Equal(1, (await yard.ViewAsync()).Groups.Single(one => one.Offer.Group == "spot").Interruptions);
        yard.Stop();
    });

    [Fact]
    public void SoldOut_FallsBackToTheNextCheapest() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("od", 3), MachineYard.Offer("cheap", 1)]);
        yard.Provider.SoldOut.Add("cheap");
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500));
        await world.ReadyAsync(6, 90);

        Assert.Equal(["od-1"], yard.Provider.Names);
        Assert.Contains(Assert.Single(world.Events(EventKinds.MachineFailed)).Reasons, reason => reason.Contains("no machine of group cheap", StringComparison.Ordinal));
        yard.Stop();
    });

    [Fact]
    public void Host_NeverJoins_IsGivenUpAndRemoved() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1)]) { Stillborn = true };
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500));
        await world.EventuallyAsync(() => Task.FromResult(!world.Events(EventKinds.MachineFailed).IsEmpty && yard.Provider.Names.Count == 0), "it is given up", 400);
        Assert.True((await yard.ViewAsync()).Groups.Single().Failures > 0);
        yard.Stop();
    });

    [Fact]
    public void Nothing_CanBeBought_IsToldOnceWithReasons() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1, most: 1)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 12, cpu: 500));
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Ready == 8, "what has room serves", 90);
        await world.Delay(60);

        Assert.Contains("there are 1 of at most 1", Assert.Single((await yard.ViewAsync()).Unserved), StringComparison.Ordinal);
        Assert.Equal(4, (await yard.ViewAsync()).Lacking);
        Assert.True(world.Events(EventKinds.MachineLacking).Length <= 2);
        yard.Stop();
    });

    [VirtualTimeTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Grains_LostAtAnyTime_NoMachineTwiceAndNoneForgotten(int seed) => Run(
        async (world, hosts) =>
        {
            var random = new Random(seed);
            var yard = new MachineYard(world, hosts, [MachineYard.Offer("od", 3), MachineYard.Offer("spot", 1, PurchaseType.Spot)], seed: seed);
            var added = new List<string>();
            yard.Provider.Added += order => added.Add(order.Name);
            yard.Start();
            await world.Fleet.ApplyAsync(Samples.Spec(replicas: 4, cpu: 500));
            for (var minute = 0; minute < 12; minute++)
            {
                await TryAsync(() => world.Fleet.ScaleAsync(Samples.Digits, random.Next(1, 13)));
                await world.Delay(random.Next(1, 60));
                world.Deactivate();
                await world.Delay(random.Next(1, 60));
                if (random.Next(4) == 0 && yard.Provider.Names.FirstOrDefault(name => name.StartsWith("spot", StringComparison.Ordinal)) is { } spot)
                {
                    yard.Provider.TakeBack(spot, TimeSpan.FromSeconds(random.Next(2) * 120));
                }
            }

            await TryAsync(() => world.Fleet.ScaleAsync(Samples.Digits, 6));
            await world.ReadyAsync(6, 900);
            await world.EventuallyAsync(async () => yard.Provider.Names.Count <= 2 && (await yard.ViewAsync()).Machines.Select(machine => machine.Name).SequenceEqual(yard.Provider.Names), "what is there is what is known, and no more than is needed", 900);
            Assert.Equal(added.Count, added.Distinct().Count());
            yard.Stop();
        },
        seed);

    [Fact]
    public void Model_FitsOnlyOnAMachineThatCanBeAdded_IsLetInAndServed() => Run(async (world, hosts) =>
    {
        await Assert.ThrowsAsync<Errors.KreweException>(() => world.Fleet.ApplyAsync(Samples.Spec(cpu: 6_000)));
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("big", 5, cpu: 8)]);
        yard.Start();
        await world.Delay(1);
        await world.Fleet.ApplyAsync(Samples.Spec(cpu: 6_000));
        await world.ReadyAsync(1, 90);
        Assert.Equal("big-1", (await world.PlacementAsync())!.Replicas.Single().Lease!.Host);
        yard.Stop();
    });

    [Fact]
    public void Spot_Share_IsKeptByPlacingToo() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("od", 3), MachineYard.Offer("spot", 1, PurchaseType.Spot, cpu: 8)]);
        yard.Start();
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 8, cpu: 1_000));
        await world.ReadyAsync(8, 90);

        // Of standard models half may be there.
        Assert.InRange((await world.PlacementAsync())!.Replicas.Count(replica => replica.Lease!.Host.StartsWith("spot", StringComparison.Ordinal)), 1, 4);
        yard.Stop();
    });

    [Fact]
    public void Executors_Two_OneCarriesOutOrders() => Run(async (world, hosts) =>
    {
        var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1)]);
        var other = yard.RoundsOf([MachineYard.Offer("small", 1)], null, "h9");
        yard.Start();
        await world.Delay(1);
        await world.Fleet.ApplyAsync(Samples.Spec(replicas: 6, cpu: 500));
        await other.RunAsync();
        Assert.Empty(yard.Provider.Names);
        await world.ReadyAsync(6, 90);
        yard.Stop();
        await world.Delay(40);
        await other.RunAsync();
        Assert.Equal("h9", (await yard.ViewAsync()).Executor);
    });

    private static MaintenanceOrder Ends(World world, string host, int seconds) => new()
    {
        Host = host, Empty = true, Force = true, Notice = new HostNotice { ToldAt = world.Now, EndsAt = world.Now.AddSeconds(seconds), Reason = "the owner wants it" },
    };

    private static void Run(Func<World, FakeHosts, Task> program, int seed = 1, PoolOptions? pools = null)
    {
        var hosts = new FakeHosts();
        World.Run(
            async world =>
            {
                await world.StartAsync();
                await program(world, hosts);
            },
            seed,
            hosts: hosts,
            pools: pools);
    }

    private static async Task TryAsync(Func<Task> order)
    {
        try
        {
            await order();
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            // The grain was just ended.
        }
    }
}
