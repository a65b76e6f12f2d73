using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Tests.Support;
using Krewe.Migrations;
using Krewe.Models;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Grains.Tests.Migrations;

/// <summary>Replicas that move to another host while they serve.</summary>
public sealed class MigrationTests
{
    public static TheoryData<MigrationPhase> Phases => [MigrationPhase.Leasing, MigrationPhase.Loading, MigrationPhase.Proving, MigrationPhase.Switching, MigrationPhase.Draining];

    [Fact]
    public void Migrate_WhileItServes_NoRequestIsLostAndNothingIsMissing() => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(200);
        var load = LoadAsync(world, 60);
        await world.Delay(1);
        var order = await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0), Host = "h2" });
        Assert.Equal(order.Id, (await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0), Host = "h2" })).Id);

        var ended = await EndAsync(world);
        await load;
        Assert.Equal((MigrationStatus.Done, order.Id), (ended.Status, ended.Id));
        Assert.All(ended.Steps, step => Assert.Equal(MigrationPhase.Done, step.Phase));
        var replica = (await world.PlacementAsync())!.Replicas.Single();
        Assert.Equal(("h2", ReplicaPhase.Ready, Samples.Replica(1)), (replica.Lease!.Host, replica.Phase, replica.Id));
        Assert.Empty((await world.Host.GetAsync()).Leases);
        Assert.Single(world.Backends.Running);
        Assert.Single(world.Events(EventKinds.MigrationBegun));
        Assert.Single(world.Events(EventKinds.MigrationDone));
        Assert.Equal((0, 0), ((await world.Model.GetAsync())!.Counters.Lost, (await world.Model.GetAsync())!.Counters.Failed));
        Assert.InRange((ended.EndedAt!.Value - ended.BegunAt).TotalSeconds, 0.3, 3);
    });

    [Fact]
    public void Migrate_RequestsAreOut_TheOldOneWaitsForThem() => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        var grant = await world.GrantedAsync("slow");
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0) });
        await world.EventuallyAsync(async () => PhaseOf(await world.Pool.GetAsync(), 1) == MigrationPhase.Switching, "the traffic is switched");
        Assert.Equal(Samples.Replica(1), (await world.GrantedAsync("next")).Replica);

        // The front has the grant and has not sent the payload yet: the replica must not be gone when it comes.
        await world.Delay(1);
        Assert.Equal(ExecutionOutcome.Completed, (await world.ExecuteAsync(grant)).Outcome);
        await world.CompleteAsync(grant);
        Assert.Equal(MigrationStatus.Done, (await EndAsync(world)).Status);
    });

    /// <summary>All that is only in memory is lost, whoever had it, when a step is just under way.</summary>
    [VirtualTimeTheory]
    [MemberData(nameof(Phases))]
    public void Migrate_GrainsAreLostInThatPhase_ItIsCarriedOn(MigrationPhase phase) => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        await MoveUntilAsync(world, phase);
        world.Deactivate();
        await world.Delay(0.2);
        world.Deactivate();

        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations.All(one => one.Ended), "it has ended");
        await world.EventuallyAsync(
            async () => await world.PlacementAsync() is { Ready: 1, Replicas: [{ Lease.Host: "h2" }] } && (await world.Host.GetAsync()).Leases.IsEmpty && world.Backends.Running.Count == 1, "it is on h2 alone");
    });

    [VirtualTimeTheory]
    [MemberData(nameof(Phases))]
    public void Migrate_WritesFailFromThatPhaseOn_NothingIsDoneTwice(MigrationPhase phase) => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        await MoveUntilAsync(world, phase);
        var writes = 0;
        world.Storage.Fault = (_, _) => (++writes % 3) switch { 0 => StorageFault.After, 1 => StorageFault.Before, _ => StorageFault.None };
        for (var second = 0; second < 10; second++)
        {
            await world.Delay(1);
            await CheckAsync(world);
            Assert.NotEmpty(world.Backends.Running);
        }

        world.Storage.Fault = (_, _) => StorageFault.None;
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations.All(one => one.Ended), "it has ended");
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Replicas.Length: 1 } && world.Backends.Running.Count == 1, "one is left");
        await CheckAsync(world);
    });

    [VirtualTimeTheory]
    [InlineData(MigrationPhase.Loading)]
    [InlineData(MigrationPhase.Proving)]
    [InlineData(MigrationPhase.Switching)]
    public void Migrate_TargetDiesInThatPhase_ItIsTakenBackAndTheOldOneServes(MigrationPhase phase)
    {
        var hosts = new FakeHosts();
        World.Run(
            async world =>
            {
                await ServeOnH1Async(world);
                world.Backends.Script.InferTakes = TimeSpan.FromSeconds(2);
                var grant = await world.GrantedAsync("held"); // keeps the old one from stopping
                await MoveUntilAsync(world, phase);
                Kill(world, hosts, "h2");

                await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [{ Status: MigrationStatus.RolledBack }], "it was taken back");
                await world.CompleteAsync(grant);
                await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Replicas: [{ Lease.Host: "h1" }] }, "the old one serves");
                Assert.Equal(Samples.Replica(0), (await world.GrantedAsync("next")).Replica);
                Assert.Equal(ErrorCodes.MigrationFailed, Assert.Single(world.Events(EventKinds.MigrationUndone)).Code);
            },
            hosts: hosts);
    }

    [VirtualTimeTheory]
    [MemberData(nameof(Phases))]
    public void Migrate_SourceDiesInThatPhase_TheNewOneServes(MigrationPhase phase)
    {
        var hosts = new FakeHosts();
        World.Run(
            async world =>
            {
                await ServeOnH1Async(world);
                await MoveUntilAsync(world, phase);
                Kill(world, hosts, "h1");
                await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [{ Ended: true }], "it has ended");
                await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Replicas: [{ Lease.Host: "h2" }] }, "the new one serves");
                Assert.Single(world.Backends.Running);
            },
            hosts: hosts);
    }

    [Fact]
    public void Migrate_TheNewOneNeverGetsReady_TheOldOneServesAndNothingIsLeftOver() => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        world.Backends.Script.ExitAtOnce = true;
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0) });
        var ended = await EndAsync(world);
        Assert.Equal((MigrationStatus.RolledBack, ErrorCodes.MigrationFailed), (ended.Status, ended.Problem!.Code));
        Assert.True((await world.PlacementAsync()) is { Ready: 1, Replicas: [{ Lease.Host: "h1" }] });
        Assert.Single(world.Backends.Running);
        await world.EventuallyAsync(async () => (await world.Silo.Grains.GetGrain<Krewe.Hosts.IHostGrain>("h2").GetAsync()).Leases.IsEmpty, "the target's lease is returned");
    });

    [Fact]
    public void Migrate_ModelIsDeletedOrReplacedMeanwhile_EndsAndWhatIsWantedCounts() => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        world.Backends.Script.ReadyAfter = TimeSpan.FromSeconds(5);
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0) });
        await world.Delay(1);
        world.Backends.Script.ReadyAfter = TimeSpan.FromMilliseconds(300);
        await world.Fleet.ApplyAsync(Samples.Spec(version: "2"));
        Assert.Equal(MigrationStatus.RolledBack, (await EndAsync(world)).Status);
        await world.ReadyAsync(1, version: "2");

        var id = (await world.PlacementAsync())!.Replicas.Single().Id;
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = id });
        await world.Fleet.DeleteAsync(Samples.Digits);
        await world.EventuallyAsync(async () => await world.PlacementAsync() is null && world.Backends.Running.Count == 0, "nothing is left");
        Assert.All((await world.Pool.GetAsync()).Migrations, one => Assert.True(one.Ended));
    });

    [Fact]
    public void TakeBack_WhileItLoads_TheOldOneStays() => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        world.Backends.Script.ReadyAfter = TimeSpan.FromSeconds(20);
        var migration = await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0) });
        await world.Delay(2);
        Assert.Equal(MigrationStatus.RollingBack, (await world.Pool.TakeBackAsync(migration.Id))!.Status);
        Assert.Equal(MigrationStatus.RolledBack, (await EndAsync(world)).Status);
        Assert.True((await world.PlacementAsync()) is { Ready: 1, Replicas: [{ Lease.Host: "h1" }] });
        Assert.Null(await world.Pool.TakeBackAsync(migration.Id));
    });

    [Theory]
    [InlineData(7, null, "KRW3105")]
    [InlineData(0, "nowhere", "KRW3105")]
    [InlineData(0, "h1", "KRW3109")]
    [InlineData(0, "small", "KRW3109")]
    public void Migrate_WhatCannotBe_IsRefusedAndNothingChanges(int replica, string? host, string code) => World.Run(async world =>
    {
        await ServeOnH1Async(world);
        await world.StartAsync("small", Samples.Observation(cpu: 100));
        var error = await Assert.ThrowsAsync<KreweException>(() => world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(replica), Host = host }));
        Assert.Equal(code, error.Problem.Code);
        Assert.Empty((await world.Pool.GetAsync()).Migrations);
    });

    [Fact]
    public void Drain_ManyReplicas_MovesAFewAtATimeAndNeverServesLess() => World.Run(async world =>
    {
        var machine = Samples.Observation(cpu: 20_000);
        await world.StartAsync(machine: machine);
        await world.ServeAsync(Samples.Spec(12, cpu: 1_000));
        await world.StartAsync("h2", machine);
        await world.Pool.MaintainAsync(new Krewe.Hosts.MaintenanceOrder { Host = "h1", Empty = true });
        var (fewest, most) = (12, 0);
        await world.EventuallyAsync(
            async () =>
            {
                var view = await world.Pool.GetAsync();
                fewest = Math.Min(fewest, view.Models.Single().Ready);
                most = Math.Max(most, view.Migrations.Count(one => !one.Ended));
                return (await world.Host.GetAsync()).Leases.IsEmpty;
            },
            "nothing is left on h1",
            60);
        Assert.Equal(12, fewest);
        Assert.InRange(most, 2, 4);
        var ended = (await world.Pool.GetAsync()).Migrations;
        Assert.Equal(12, ended.Length);
        Assert.All(ended, one => Assert.Equal((MigrationStatus.Done, MigrationCause.Drain), (one.Status, one.Cause)));
    });

    /// <summary>Each process has its lease on one of the hosts, and no replica two processes.</summary>
    private static async Task CheckAsync(World world)
    {
        Assert.Empty(world.Backends.Violations);
        var before = world.Backends.Running;
        var leases = new List<Krewe.Hosts.Lease>();
        foreach (var host in (string[])["h1", "h2"])
        {
            leases.AddRange((await world.Silo.Grains.GetGrain<Krewe.Hosts.IHostGrain>(host).GetAsync()).Leases);
        }

        Assert.All(before.Where(process => process.Runs), process => Assert.Contains(leases, lease =>
            (lease.Replica, lease.Host, lease.Epoch) == (process.Order.Replica, process.Order.Lease.Host, process.Order.Lease.Epoch)));
    }

    private static async Task ServeOnH1Async(World world)
    {
        await world.StartAsync();
        await world.ServeAsync();
        await world.StartAsync("h2", Samples.Observation());
    }

    /// <summary>Requests one after the other, each granted, executed and reported; none may be lost.</summary>
    private static async Task LoadAsync(World world, int requests)
    {
        var running = new List<Task>();
        for (var request = 0; request < requests; request++)
        {
            running.Add(RequestAsync(world, $"load{request}"));
            await world.Delay(0.05);
        }

        await Task.WhenAll(running);
    }

    private static async Task RequestAsync(World world, string id)
    {
        var grant = await world.GrantedAsync(id);
        await world.Delay(0.01); // on its way to the front, and from there to the replica
        var result = await world.ExecuteAsync(grant);
        Assert.Equal(ExecutionOutcome.Completed, result.Outcome);
        await world.CompleteAsync(grant);
    }

    private static async Task MoveUntilAsync(World world, MigrationPhase phase)
    {
        var script = world.Backends.Script;
        if (phase == MigrationPhase.Leasing)
        {
            world.Gate = call => call.MethodName == nameof(Krewe.Hosts.IHostGrain.LeaseAsync) ? Task.FromException(new TimeoutException("the host is slow")) : Task.CompletedTask;
        }

        script.StopTakes = TimeSpan.FromSeconds(1);
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0), Host = "h2" });
        for (var tries = 0; tries < 400 && (await world.Pool.GetAsync()).Migrations.Single().Steps.All(step => step.Phase != phase); tries++)
        {
            await world.Delay(0.01);
        }

        Assert.Contains((await world.Pool.GetAsync()).Migrations.Single().Steps, step => step.Phase == phase);
        world.Gate = null;
    }

    private static void Kill(World world, FakeHosts hosts, string host)
    {
        hosts.Gone.Add(host);
        world.SilentHosts.Add(host);
        foreach (var process in world.Backends.Running.Where(process => process.Order.Lease.Host == host))
        {
            process.Exit(-9, notify: false);
        }
    }

    private static MigrationPhase? PhaseOf(PoolView pool, int step) => pool.Migrations.SingleOrDefault()?.Steps[step].Phase;

    private static async Task<Migration> EndAsync(World world)
    {
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [.., { Ended: true }], "the migration has ended", 90);
        return (await world.Pool.GetAsync()).Migrations.Last();
    }
}
