using Krewe.Errors;
using Krewe.Grains.Hosts;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Pools;

/// <summary>All grains together, from a spec to a reply.</summary>
public sealed class PoolGrainTests
{
    [Fact]
    public void Apply_PlacedStartedReadyServed() => World.Run(async world =>
    {
        await world.StartAsync();
        var applied = await world.Fleet.ApplyAsync(Samples.Spec());
        Assert.Equal((AssignChange.Created, 1), (applied.Change, applied.Placement.Wanted));
        await world.ReadyAsync(1, 3);

        var grant = await world.GrantedAsync("a");
        var result = await world.ExecuteAsync(grant);
        await world.CompleteAsync(grant);

        Assert.Equal(ExecutionOutcome.Completed, result.Outcome);
        Assert.Equal((0, 1L), ((await world.Model.GetAsync())!.Running, (await world.Model.GetAsync())!.Counters.Completed));
        Assert.Equal(AssignChange.None, (await world.Fleet.ApplyAsync(Samples.Spec())).Change);
        await world.CheckAsync();
    });

    [Fact]
    public void Apply_NoSuchPool_RefusedWithThoseThatExist() => World.Run(async world =>
    {
        await world.StartAsync();

        var exception = await Assert.ThrowsAsync<KreweException>(() => world.Fleet.ApplyAsync(Samples.Spec() with { Pool = "gpu" }));

        Assert.Equal(ErrorCodes.PoolEmpty, exception.Problem.Code);
        Assert.Contains("local/default", exception.Problem.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Apply_NeverFits_RefusedAtOnceWithAllReasons() => World.Run(async world =>
    {
        await world.StartAsync();
        var spec = Samples.Spec(cpu: 3_000);
        spec = spec with { Resources = spec.Resources with { MemoryBytes = 5_000 * Samples.MiB } };

        var exception = await Assert.ThrowsAsync<KreweException>(() => world.Fleet.ApplyAsync(spec));
        Assert.Equal((ErrorCodes.NotPlaced, 2), (exception.Problem.Code, exception.Problem.Reasons.Length));
        Assert.Contains("never", exception.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("would fit host h1 if", exception.Problem.Next, StringComparison.Ordinal);
        Assert.Null(await world.PlacementAsync(spec.Name));

        world.Machine = Samples.Observation(4_000, 8_192 * Samples.MiB);
        await world.Delay(3);
        await world.ServeAsync(spec);
    });

    [Fact]
    public void Apply_NoRoom_AllReasons_PlacedWhenRoomAppears() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(name: "big", cpu: 1_800) with { Name = "digits" });
        var spec = Samples.Spec(name: "other", cpu: 500);
        spec = spec with { Resources = spec.Resources with { MemoryBytes = 4_050 * Samples.MiB } };
        var refusal = (await world.Fleet.ApplyAsync(spec)).Placement.Refusal!;

        Assert.Equal(ErrorCodes.NotPlaced, refusal.Code);
        Assert.Equal(2, refusal.Reasons.Length);
        Assert.NotNull(refusal.Next);
        Assert.Contains("has no place", (await world.Pool.ExplainAsync(spec.GetKey()))!.Summary, StringComparison.Ordinal);

        await world.Fleet.DeleteAsync(Samples.Digits);
        world.Machine = Samples.Observation(2_000, 8_192 * Samples.MiB);
        await world.EventuallyAsync(async () => await world.PlacementAsync("other") is { Ready: 1, Refusal: null }, "the other is placed", 10);
        await world.CheckAsync();
    });

    [Fact]
    public void BackendExit_ServesAgainWithinTwoSeconds() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync();
        world.Backends.Latest(Samples.Replica(0)).Exit(137);
        var decision = await world.SubmitAsync("a", budgetSeconds: 2);

        Assert.Equal(TicketVerdict.Granted, decision.Verdict);
        await world.CheckAsync();
    });

    [Fact]
    public void ScaleDown_LeaseIsFreeOnlyWhenTheExitWasSeen() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        world.Backends.Script.StopTakes = null;
        await world.Fleet.ApplyAsync(Samples.Spec(1));
        await world.Delay(20);

        Assert.Equal(2, (await world.Host.GetAsync()).Leases.Length);
        Assert.Equal(2, world.Backends.Running.Count);
        Assert.Equal(1, (await world.Model.GetAsync())!.ReadyReplicas);
        await world.CheckAsync();

        world.Backends.Latest(Samples.Replica(1)).Exit(-9);
        await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.Length == 1, "the lease is free", 5);
        await world.ReadyAsync(1);
    });

    [Fact]
    public void Drain_RunningFinishes_NothingNewIsGranted() => World.Run(async world =>
    {
        await world.StartAsync();
        world.Backends.Script.InferTakes = TimeSpan.FromSeconds(2);
        await world.ServeAsync(Samples.Spec(2));
        var grants = new[] { await world.GrantedAsync("a"), await world.GrantedAsync("b") };
        var executions = grants.Select(world.ExecuteAsync).ToList();
        await world.Fleet.ApplyAsync(Samples.Spec(1));
        await world.Delay(0.2);
        for (var more = 0; more < 4; more++)
        {
            var decision = await world.SubmitAsync($"more-{more}", budgetSeconds: 1);
            Assert.True(decision.Grant is null || decision.Grant.Replica == Samples.Replica(0), decision.ToString());
        }

        Assert.All(await Task.WhenAll(executions), result => Assert.Equal(ExecutionOutcome.Completed, result.Outcome));
        await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.Length == 1, "the lease is free", 10);
    });

    [Theory]
    [InlineData(2_000, 2)] // room for old and new
    [InlineData(1_000, 1)] // room for none beside
    public void NewVersion_Rolls_NeverFewerReadyThan(int cpu, int least) => World.Run(async world =>
    {
        world.Machine = Samples.Observation(cpu);
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        await world.Fleet.ApplyAsync(Samples.Spec(2, version: "2"));
        var fewest = 2;
        await world.EventuallyAsync(
            async () =>
            {
                fewest = Math.Min(fewest, (await world.Model.GetAsync())!.ReadyReplicas);
                await world.CheckAsync();
                var placement = (await world.PlacementAsync())!;
                return placement.Ready == 2 && placement.Replicas.Length == 2 && placement.Replicas.All(replica => replica.Version == "2");
            },
            "both replicas run version 2",
            60);

        Assert.Equal(least, fewest);
    });

    [Fact]
    public void NewVersion_NeverReady_TheOldOneServesOn() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(1_000);
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        world.Backends.Script.ExitAtOnce = true;
        await world.Fleet.ApplyAsync(Samples.Spec(2, version: "2"));
        await world.Delay(120);

        // One of the two has made room; the other waits until the new one is ready.
        Assert.Equal(1, (await world.Model.GetAsync())!.ReadyReplicas);
        world.Backends.Script.ExitAtOnce = false;
        await world.Fleet.ApplyAsync(Samples.Spec(2, version: "3"));
        await world.ReadyAsync(2, 60, "3");
    });

    [Fact]
    public void Configured_QueueBoundsOnly_NoRestart() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync();
        var result = await world.Fleet.ApplyAsync(Samples.Spec() with { Queue = new QueueSpec { MaxRequests = 3 } });
        await world.Delay(5);

        Assert.Equal(AssignChange.Configured, result.Change);
        Assert.Equal(3, (await world.Model.GetAsync())!.Spec.Queue.MaxRequests);
        Assert.Equal(1, world.Backends.StartsOf(Samples.Replica(0)));
    });

    [Fact]
    public void Delete_WaitingAreRefused_EverythingGoes() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec() with { Concurrency = 1 });
        await world.GrantedAsync("a");
        var waiting = world.SubmitAsync("b");
        await world.Delay(0.1);
        Assert.True(await world.Fleet.DeleteAsync(Samples.Digits));

        Assert.Equal("KRW1109", (await waiting).Problem!.Code);
        await world.EventuallyAsync(
            async () => (await world.Host.GetAsync()).Leases.IsEmpty && world.Backends.Running.Count == 0 && (await world.Pool.GetAsync()).Models.IsEmpty, "all is gone", 10);
        Assert.Empty((await world.Fleet.GetAsync()).Models);
        Assert.False(await world.Fleet.DeleteAsync(Samples.Digits));

        await world.ServeAsync();
        await world.CheckAsync();
    });

    [Fact]
    public void Deactivation_OfEverything_SameEpochsAndProcesses() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        var before = world.Backends.Running;
        for (var round = 0; round < 5; round++)
        {
            world.Deactivate();
            await world.Delay(3);
            await world.ReadyAsync(2);
            await world.CheckAsync();
        }

        Assert.Equal(before, world.Backends.Running);
        Assert.Equal(2, before.Sum(process => world.Backends.StartsOf(process.Order.Replica)));
    });

    [Fact]
    public void SiloRestart_SameLeasesNewProcesses()
    {
        var (storage, backends) = (new FaultyStorage(), new FakeBackends());
        var epochs = new List<long>();
        World.Run(
            async world =>
            {
                await world.StartAsync();
                await world.ServeAsync(Samples.Spec(2) with { Timeout = TimeSpan.FromTicks(12_345_677) });
                epochs.AddRange((await world.Host.GetAsync()).Leases.Select(lease => lease.Epoch));
            },
            storage: storage,
            backends: backends);
        backends.KillAll();
        World.Run(
            async world =>
            {
                await world.StartAsync();
                await world.ReadyAsync(2, 5);
                Assert.Equal(epochs, (await world.Host.GetAsync()).Leases.Select(lease => lease.Epoch));
                Assert.Equal(AssignChange.None, (await world.Fleet.ApplyAsync(Samples.Spec(2) with { Timeout = TimeSpan.FromTicks(12_345_677) })).Change);
                await world.CheckAsync();
            },
            storage: storage,
            backends: backends);
    }

    /// <summary>The pool took a lease and could not store it. The host has room for that one lease only.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void CrashAfterTheLease_LeaseIsNotLeaked(bool written, bool restart)
    {
        var (storage, backends) = (new FaultyStorage(), new FakeBackends());
        World.Run(
            async world =>
            {
                world.Machine = Samples.Observation(700);
                await world.StartAsync();
                await world.Fleet.ApplyAsync(Samples.Spec(0));
                storage.Fault = (name, _) => name == StateNames.Pool && world.Storage.Stored<HostLedgerState>(StateNames.Host, world.Host.GetGrainId())?.Leases.Count > 0
                    ? written ? StorageFault.After : StorageFault.Before
                    : StorageFault.None;
                storage.ReadsFail = restart;
                await Assert.ThrowsAnyAsync<Exception>(() => world.Fleet.ApplyAsync(Samples.Spec(1)));
                Assert.Single((await world.Host.GetAsync()).Leases);
                storage.ReadsFail = false;
                if (restart)
                {
                    return;
                }

                storage.Fault = (_, _) => StorageFault.None;
                await world.ReadyAsync(1, 5);
                await world.CheckAsync();
            },
            storage: storage,
            backends: backends);
        if (restart)
        {
            storage.Fault = (_, _) => StorageFault.None;
            World.Run(
                async world =>
                {
                    world.Machine = Samples.Observation(700);
                    await world.StartAsync();
                    await world.ReadyAsync(1, 5);
                    await world.CheckAsync();
                },
                storage: storage,
                backends: backends);
        }
    }

    /// <summary>As before, but what was to be placed is not wanted any more when the pool is back.</summary>
    [Fact]
    public void CrashAfterTheLease_NotWantedAnyMore_LeaseIsReturned() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.Fleet.ApplyAsync(Samples.Spec(0));
        world.Storage.Fault = (name, _) => name == StateNames.Pool && (world.Storage.Stored<HostLedgerState>(StateNames.Host, world.Host.GetGrainId())?.Leases.Count ?? 0) > 0
            ? StorageFault.Before
            : StorageFault.None;
        await Assert.ThrowsAnyAsync<Exception>(() => world.Fleet.ApplyAsync(Samples.Spec(1)));
        world.StopPolling();
        world.Storage.Fault = (_, _) => StorageFault.None;
        await world.Delay(2);
        await world.Fleet.ApplyAsync(Samples.Spec(0));
        await world.PollAsync();
        await world.Delay(1);

        Assert.Empty((await world.Host.GetAsync()).Leases);
    });

    [Fact]
    public void HostStateCannotBeWritten_NoLeaseAndNoProcess_PlacedLater() => World.Run(async world =>
    {
        await world.StartAsync();
        world.Storage.Fault = (name, _) => name == StateNames.Host ? StorageFault.Before : StorageFault.None;
        await world.Fleet.ApplyAsync(Samples.Spec());
        await world.Delay(5);
        Assert.Empty((await world.Host.GetAsync()).Leases);
        Assert.Empty(world.Backends.Running);

        world.Storage.Fault = (_, _) => StorageFault.None;
        await world.ReadyAsync(1, 5);
        await world.CheckAsync();
    });

    [Fact]
    public void MoveToAnotherPool_KeepsTheSpecThere() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation() with { Pool = "gpu" });
        await world.ServeAsync();
        await world.Fleet.ApplyAsync(Samples.Spec() with { Pool = "gpu" });
        await world.Delay(10);

        var placement = Assert.Single((await world.PoolOf("gpu").GetAsync()).Models);
        Assert.False(placement.Removing);
        Assert.Equal("gpu", Assert.Single((await world.Fleet.GetAsync()).Models).Pool.Pool);
        Assert.Empty((await world.Pool.GetAsync()).Models);
        Assert.Empty((await world.Host.GetAsync()).Leases);
        Assert.Equal(1, placement.Ready);
    });

    [Fact]
    public void HostSilent_NoLeases_AgainWhenItSpeaks() => World.Run(async world =>
    {
        await world.PollAsync();
        await world.Delay(11);
        var applied = await world.Fleet.ApplyAsync(Samples.Spec());
        Assert.NotNull(applied.Placement.Refusal);
        Assert.Empty(world.Backends.Running);

        await world.StartAsync();
        await world.ReadyAsync(1, 5);
    });
}
