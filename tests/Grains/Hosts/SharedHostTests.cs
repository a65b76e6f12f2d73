using Krewe.Devices;
using Krewe.Errors;
using Krewe.Grains.Hosts;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Hosts;

/// <summary>A machine whose devices belong to two pools: each sees and leases its own, and they share its cores.</summary>
public sealed class SharedHostTests
{
    [Fact]
    public void Pools_OfOneHost_EachLeasesItsOwnDevicesAndReturnsNothingOfTheOthers() => World.Run(async world =>
    {
        world.Machine = Mixed();
        await world.StartAsync();
        await world.Fleet.ApplyAsync(Wants("chat", "training", devices: 1));
        await world.Fleet.ApplyAsync(Wants("vision", "default", devices: 1));
        await world.Fleet.ApplyAsync(Wants("plain", "training", devices: 0));
        await world.EventuallyAsync(
            async () => await IsReadyAsync(world, "training", "chat") && await IsReadyAsync(world, "default", "vision") && await IsReadyAsync(world, "training", "plain"), "all serve");
        await world.Delay(5);

        var leases = (await world.Host.GetAsync()).Leases.ToDictionary(lease => lease.Replica.Model.Model);
        Assert.Equal(["g0"], leases["chat"].Devices.AsEnumerable());
        Assert.Equal(["g1"], leases["vision"].Devices.AsEnumerable());
        Assert.Equal(("training", "default", "training"), (leases["chat"].Pool, leases["vision"].Pool, leases["plain"].Pool));
        Assert.All(leases.Values, lease => Assert.False(lease.Releasing));

        var training = (await world.PoolOf("training").GetAsync()).Hosts.Single();
        Assert.Equal(["cpu", "g0"], training.Devices.Select(device => device.Observation.Uuid));
        Assert.Equal(["chat", "plain"], training.Leases.Select(lease => lease.Replica.Model.Model).Order(StringComparer.Ordinal));
        Assert.Equal(["default", "training"], training.Pools.AsEnumerable());
        Assert.Equal(4_000 - leases.Values.Sum(lease => lease.CpuMillicores), training.FreeCpuMillicores);
    });

    [Fact]
    public void Place_WithDevicesOfAnotherPool_IsRefused() => World.Run(async world =>
    {
        world.Machine = Mixed();
        await world.StartAsync();
        await world.Fleet.ApplyAsync(Wants("chat", "training", devices: 1, replicas: 2, compute: 1_000));
        await world.EventuallyAsync(async () => await PlacementAsync(world, "training", "chat") is { Ready: 1, Refusal: not null }, "the second finds no device");

        var asked = await world.Host.LeaseAsync(new LeaseRequest { Replica = Samples.Replica(7), CpuMillicores = 1, MemoryBytes = 1, Devices = ["g1"], Pool = "training" });
        Assert.Equal(ErrorCodes.LeaseRefused, asked.Problem!.Code);
        Assert.Equal(["device g1 belongs to pool default, not to training"], asked.Problem.Reasons.AsEnumerable());
    });

    [Fact]
    public void Maintain_OnlyAsked_ChangesNothingAndSaysWhatItWould() => World.Run(async world =>
    {
        world.Machine = Mixed();
        await world.StartAsync();
        await world.Fleet.ApplyAsync(Wants("chat", "training", devices: 1));
        await world.EventuallyAsync(async () => await IsReadyAsync(world, "training", "chat"), "it serves");
        var order = new MaintenanceOrder { Host = "h1", Empty = true, Check = true };

        Assert.Empty((await world.Pool.MaintainAsync(order)).Moves);
        var refused = await Assert.ThrowsAsync<KreweException>(() => world.PoolOf("training").MaintainAsync(order));
        Assert.Equal(ErrorCodes.MaintenanceRefused, refused.Problem.Code);
        Assert.Equal(HostState.Active, (await world.Host.GetAsync()).State);
    });

    [Fact]
    public void Restart_LeaseOfAPoolThatIsNotServedAnyMore_IsTheMachinesOwn()
    {
        var view = Samples.Host(Mixed()) with { Pools = ["default", "training"] };
        Lease Held(string? pool, params string[] devices) => new() { Replica = Samples.Replica(0), Host = "h1", Epoch = 1, CpuMillicores = 1, MemoryBytes = 1, Devices = [.. devices], Pool = pool };

        Assert.Single((view with { Leases = [Held("gone")] }).For("default").Leases);
        Assert.Empty((view with { Leases = [Held("gone")] }).For("training").Leases);
        Assert.Single((view with { Leases = [Held(null, "g0")] }).For("training").Leases);
        Assert.Single((view with { Leases = [Held(null)] }).For("default").Leases);
    }

    private static HostObservation Mixed()
    {
        var machine = Samples.Observation(cpu: 4_000, gpus: ["g0", "g1"]);
        return machine with { Devices = [.. machine.Devices.Select(device => device.Uuid == "g0" ? device with { Pool = "training" } : device.Uuid == "g1" ? device with { Pool = "default" } : device)] };
    }

    private static ModelSpec Wants(string name, string pool, int devices, int replicas = 1, int compute = 500) => Samples.Spec(name: name, replicas: replicas) with
    {
        Pool = pool,
        Resources = Samples.Spec().Resources with { Devices = devices == 0 ? new DeviceDemand() : new DeviceDemand { Count = devices, MemoryBytes = 100L << 20, ComputeThousandths = compute } },
    };

    private static async Task<PlacementView?> PlacementAsync(World world, string pool, string model) =>
        (await world.PoolOf(pool).GetAsync()).Models.FirstOrDefault(placement => placement.Model.Model == model);

    private static async Task<bool> IsReadyAsync(World world, string pool, string model) => await PlacementAsync(world, pool, model) is { Ready: 1, Replicas: [{ Phase: ReplicaPhase.Ready }] };
}
