using Krewe.Devices;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Hosts;

/// <summary>Hosts and devices that are taken out of service while they serve.</summary>
public sealed class MaintenanceTests
{
    [Fact]
    public void Drain_RoomElsewhere_StartsBeforeItStopsAndNothingIsMissing() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        await world.StartAsync("h2", Samples.Observation());

        var result = await world.Pool.MaintainAsync(Drain("h1"));
        Assert.True(result.Changed);
        Assert.Equal("draining", result.State);
        Assert.All(result.Moves, move => Assert.Equal((true, "h2"), (move.HasRoom, move.Host)));
        Assert.Equal(2, result.Moves.Length);

        var fewest = 2;
        await world.EventuallyAsync(
            async () =>
            {
                fewest = Math.Min(fewest, (await world.Model.GetAsync())!.ReadyReplicas);
                return (await world.Host.GetAsync()).Leases.IsEmpty;
            },
            "nothing is left on h1");
        Assert.Equal(2, fewest);
        Assert.All((await world.PlacementAsync())!.Replicas, replica => Assert.Equal("h2", replica.Lease!.Host));
        await world.EventuallyAsync(() => Task.FromResult(world.Events(EventKinds.HostDrained).Length == 1), "it is told that the host is empty");
        Assert.Equal("h1", Assert.Single(world.Events(EventKinds.HostDraining)).Host);
        Assert.Null((await world.PlacementAsync())!.Refusal);
    });

    [Fact]
    public void Drain_NoRoom_IsRefusedWithAllReasonsAndNothingChanges() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation(cpu: 600));
        await world.ServeAsync(Samples.Spec(3));
        var before = (await world.PlacementAsync())!.Replicas.Select(replica => replica.Lease).ToList();

        var error = await Assert.ThrowsAsync<KreweException>(() => world.Pool.MaintainAsync(Drain("h1")));
        await world.Delay(10);

        Assert.Equal(ErrorCodes.MaintenanceRefused, error.Problem.Code);
        Assert.All(error.Problem.Reasons, reason => Assert.Contains("cpu", reason, StringComparison.Ordinal));
        Assert.Equal(HostState.Active, (await world.Host.GetAsync()).State);
        Assert.Equal(before, (await world.PlacementAsync())!.Replicas.Select(replica => replica.Lease));
        Assert.Equal(error.Problem.Reasons, Assert.Single(world.Events(EventKinds.MaintenanceRefused)).Reasons.AsEnumerable());
    });

    [Fact]
    public void Drain_ForcedWithRoomForSome_ThoseAreReplacedAndTheRestServesUntilThereIsRoom() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(3));
        await world.StartAsync("h2", Samples.Observation(cpu: 600));

        var result = await world.Pool.MaintainAsync(Drain("h1") with { Force = true });
        Assert.Equal(1, result.Moves.Count(move => move.HasRoom));
        await world.Delay(20);
        var placement = (await world.PlacementAsync())!;
        Assert.Equal((3, 3), (placement.Ready, placement.Replicas.Length));
        Assert.Equal(2, placement.Replicas.Count(replica => replica.Lease!.Host == "h1"));
        Assert.Equal(ErrorCodes.NotPlaced, placement.Refusal!.Code);

        await world.StartAsync("h3", Samples.Observation());
        await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.IsEmpty, "the rest has moved");
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 3, Refusal: null, Replicas.Length: 3 }, "all are ready elsewhere");
    });

    [Fact]
    public void Drain_NewLeases_AreRefusedAlsoAfterARestart()
    {
        var (storage, backends) = (new FaultyStorage(), new FakeBackends());
        World.Run(
            async world =>
            {
                await world.StartAsync();
                await world.Pool.MaintainAsync(Drain("h1"));
            },
            storage: storage,
            backends: backends);
        World.Run(
            async world =>
            {
                await world.StartAsync();
                await world.Fleet.ApplyAsync(Samples.Spec());
                await world.Delay(5);
                Assert.Equal(HostState.Draining, (await world.Host.GetAsync()).State);
                Assert.Empty((await world.PlacementAsync())!.Replicas);
                Assert.Contains("draining", (await world.PlacementAsync())!.Refusal!.Message, StringComparison.Ordinal);

                var result = await world.Pool.MaintainAsync(Drain("h1") with { Empty = false });
                Assert.Equal("active", result.State);
                await world.ReadyAsync(1);
            },
            storage: storage,
            backends: backends);
    }

    [Fact]
    public void Drain_Twice_ChangesNothingTheSecondTime() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation());
        await world.ServeAsync();
        var host = (await world.PlacementAsync())!.Replicas.Single().Lease!.Host;
        await world.Pool.MaintainAsync(Drain(host));
        await world.Delay(10);

        Assert.False((await world.Pool.MaintainAsync(Drain(host))).Changed);
        Assert.Single(world.Events(EventKinds.HostDraining));
    });

    [Fact]
    public void Undrain_BeforeTheOthersAreReady_KeepsWhatIsThere() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync();
        await world.StartAsync("h2", Samples.Observation());
        world.Backends.Script.ReadyAfter = null;
        await world.Pool.MaintainAsync(Drain("h1"));
        await world.Delay(5);
        await world.Pool.MaintainAsync(Drain("h1") with { Empty = false });
        await world.ReadyAsync(1);

        Assert.Equal("h1", (await world.PlacementAsync())!.Replicas.Single().Lease!.Host);
    });

    [Fact]
    public void Cordon_Device_ItsReplicasMoveToAnotherDevice() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0", "g1"]);
        await world.StartAsync();
        await world.ServeAsync(WithDevice());
        var used = Device(await world.PlacementAsync());
        var other = used == "g0" ? "g1" : "g0";

        var result = await world.Pool.MaintainAsync(new MaintenanceOrder { Host = "h1", Device = used, Empty = true });
        Assert.Equal(("cordoned", other), (result.State, result.Moves.Single().Devices.Single()));
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Replicas.Length: 1 } placement && Device(placement) == other, "it serves on the other device");
        Assert.Equal(DeviceState.Cordoned, (await world.Host.GetAsync()).Devices.Single(device => device.Observation.Uuid == used).State);

        // Nothing fits on the cordoned one, and the other is taken.
        var error = await Assert.ThrowsAsync<KreweException>(() => world.Pool.MaintainAsync(new MaintenanceOrder { Host = "h1", Device = other, Empty = true }));
        Assert.Equal(ErrorCodes.MaintenanceRefused, error.Problem.Code);
        await world.Pool.MaintainAsync(new MaintenanceOrder { Host = "h1", Device = used, Empty = false });
        await world.Pool.MaintainAsync(new MaintenanceOrder { Host = "h1", Device = other, Empty = true });
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Replicas.Length: 1 } placement && Device(placement) == used, "it is back");
    });

    [Theory]
    [InlineData("nowhere", null, "KRW3105")]
    [InlineData("h1", "g9", "KRW3105")]
    [InlineData("h1", "cpu", "KRW3107")]
    public void Order_ForWhatIsNotThere_IsRefused(string host, string? device, string code) => World.Run(async world =>
    {
        await world.StartAsync();
        var error = await Assert.ThrowsAsync<KreweException>(() => world.Pool.MaintainAsync(new MaintenanceOrder { Host = host, Device = device, Empty = true }));
        Assert.Equal(code, error.Problem.Code);
    });

    [Fact]
    public void Drain_HostThatIsLost_IsStoredWhenItAnswers() => World.Run(async world =>
    {
        await world.StartAsync();
        world.SilentHosts.Add("h1");
        await world.Delay(15);
        await world.Pool.MaintainAsync(Drain("h1"));
        var host = await world.Host.GetAsync();

        Assert.Equal((HostState.Lost, true), (host.State, host.Draining));
    });

    private static MaintenanceOrder Drain(string host) => new() { Host = host, Empty = true };

    private static ModelSpec WithDevice() => Samples.Spec() with
    {
        Resources = new ResourceSpec { CpuMillicores = 100, MemoryBytes = Samples.MiB, Devices = new() { Count = 1, MemoryBytes = 600 * Samples.MiB, ComputeThousandths = 500 } },
    };

    private static string Device(Krewe.Pools.PlacementView? placement) => placement!.Replicas.Single(replica => replica.Phase == ReplicaPhase.Ready).Lease!.Devices.Single();
}
