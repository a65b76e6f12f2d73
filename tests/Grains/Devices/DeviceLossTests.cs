using Krewe.Devices;
using Krewe.Events;
using Krewe.Grains.Devices;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Devices;

/// <summary>Devices that go in the middle of serving, and come back: only they leave, and nothing is restarted for it.</summary>
public sealed class DeviceLossTests
{
    /// <summary>How a device goes, as its driver shows it.</summary>
    public enum Fault
    {
        /// <summary>GPU_IS_LOST from every call.</summary>
        Lost,

        /// <summary>XID 79, while calls still answer.</summary>
        FallenOff,

        /// <summary>It is not listed any more.</summary>
        Unplugged,

        /// <summary>A call does not come back.</summary>
        Hang,

        /// <summary>Errors that last.</summary>
        Errors,

        /// <summary>No library to ask.</summary>
        LibraryLost,
    }

    [Theory]
    [InlineData(Fault.Lost)]
    [InlineData(Fault.FallenOff)]
    [InlineData(Fault.Unplugged)]
    [InlineData(Fault.Hang)]
    [InlineData(Fault.Errors)]
    public void Fault_OfOneDevice_ItsReplicasServeElsewhereWithinFiveSecondsAndItIsUsedAgain(Fault fault) => World.Run(async world =>
    {
        world.Machine = Samples.Observation(cpu: 4_000, gpus: ["g0", "g1", "g2"]);
        await world.StartAsync();
        await world.ServeAsync(Wants("digits", 1, 1_000) with { Replicas = 2 });
        var placed = (await world.PlacementAsync())!.Replicas.Select(replica => replica.Lease!.Devices.Single()).ToList();
        var stays = placed[1];
        var epochs = (await world.PlacementAsync())!.Replicas.ToDictionary(replica => replica.Lease!.Devices.Single(), replica => replica.Lease!.Epoch);

        Break(world, fault, placed[0]);
        await world.EventuallyAsync(
            async () => await world.PlacementAsync() is { Ready: >= 2 } placement && DevicesOf(placement, ready: true).Where(device => device != placed[0]).Distinct().Count() == 2,
            $"two replicas serve on other devices than {placed[0]}",
            5);

        await world.EventuallyAsync(async () => !(await world.Host.GetAsync()).Leases.Any(lease => lease.Devices.Contains(placed[0])), "nothing is leased there", 15);
        Assert.Equal(epochs[stays], (await world.Host.GetAsync()).Leases.Single(lease => lease.Devices.Contains(stays)).Epoch);
        Assert.All((await DevicesAsync(world)).Where(device => device.Observation.Uuid != placed[0]), device => Assert.Equal(DeviceHealth.Healthy, device.Health));
        Assert.NotEqual(DeviceHealth.Healthy, (await DeviceAsync(world, placed[0])).Health);
        Assert.NotEmpty((await DeviceAsync(world, placed[0])).Reasons);

        Mend(world, placed[0]);
        await world.EventuallyAsync(async () => (await DeviceAsync(world, placed[0])).Health == DeviceHealth.Healthy, "it is healthy again", 20);
        await world.Fleet.ApplyAsync(Wants("other", 1, 1_000));
        await world.EventuallyAsync(
            async () => await world.PlacementAsync("other") is { Ready: 1 } placement && DevicesOf(placement, ready: true).Single() == placed[0], "it is used again", 10);
    });

    [Fact]
    public void Clear_FaultByXid_TheDeviceTakesWorkAgainAndItIsTold() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]);
        await world.StartAsync();
        Change(world, "g0", device => device with { Faults = [new DeviceFault(1, 48, world.Now)] });
        await world.EventuallyAsync(async () => (await DeviceAsync(world, "g0")).Health == DeviceHealth.Draining, "the XID is told", 5);
        Assert.Equal<string>(["XID 48: double bit ECC error"], (await DeviceAsync(world, "g0")).Faults);

        var device = world.Silo.Grains.GetGrain<IDeviceGrain>(new DeviceKey("h1", "g0").ToString());
        var cleared = await device.ClearAsync();
        Assert.Equal<string>(["XID 48: double bit ECC error"], cleared!.Cleared);
        Assert.Equal(DeviceHealth.Healthy, cleared.Health);
        Assert.Empty((await device.ClearAsync())!.Cleared);

        await world.EventuallyAsync(async () => (await DeviceAsync(world, "g0")) is { Health: DeviceHealth.Healthy, Faults: [] }, "its host knows", 5);
        await world.ServeAsync(Wants("digits", 1, 1_000));
        Assert.Contains(world.Events(EventKinds.DeviceCleared), one => one.Reasons.Contains("XID 48: double bit ECC error"));
    });

    [Theory]
    [InlineData("boot-1", null, DeviceHealth.Draining)]
    [InlineData("boot-2", null, DeviceHealth.Healthy)]
    [InlineData("boot-1", 1.0, DeviceHealth.Healthy)]
    public void Restart_OfTheSilo_FaultsStayUnlessAResetShows(string boot, double? energy, DeviceHealth expected) => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]);
        await world.StartAsync();
        Change(world, "g0", device => device with { Faults = [new DeviceFault(1, 48, world.Now)], Boot = "boot-1", Telemetry = new DeviceTelemetry { EnergyJoules = 5_000 } });
        await world.EventuallyAsync(async () => (await DeviceAsync(world, "g0")).Health == DeviceHealth.Draining, "the XID is told", 5);
        await world.Delay(2);
        world.StopPolling();
        await world.Delay(2);
        world.Deactivate(grain => grain.Type.ToString() == "device");
        await world.Delay(1);

        Change(world, "g0", device => device with { Faults = [], Boot = boot, Telemetry = new DeviceTelemetry { EnergyJoules = energy ?? 6_000 } });
        await world.PollAsync();
        Assert.Equal(expected, (await DeviceAsync(world, "g0")).Health);
    });

    [Fact]
    public void Fault_WhileNothingCanBeStored_CountsAndIsStoredLater() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]);
        await world.StartAsync();
        world.Storage.Fault = (name, _) => name == StateNames.Device ? StorageFault.Before : StorageFault.None;
        Change(world, "g0", device => device with { Faults = [new DeviceFault(1, 95, world.Now)] });
        await world.EventuallyAsync(async () => (await DeviceAsync(world, "g0")) is { Health: DeviceHealth.Draining, Evict: true }, "the XID counts", 5);
        Assert.Equal(HostState.Active, (await world.Host.GetAsync()).State);

        world.Storage.Fault = (_, _) => StorageFault.None;
        var grain = world.Silo.Grains.GetGrain<IDeviceGrain>("h1/g0").GetGrainId();
        await world.EventuallyAsync(() => Task.FromResult(world.Storage.Stored<DeviceFaultsState>(StateNames.Device, grain)?.Faults is [{ Xid: 95 }]), "it is stored", 5);
    });

    [Fact]
    public void Errors_ForTwoSeconds_MoveNothing() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0", "g1"]);
        await world.StartAsync();
        await world.ServeAsync(Wants("digits", 1, 1_000));
        var lease = (await world.PlacementAsync())!.Replicas.Single().Lease!;

        Change(world, lease.Devices[0], device => device with { Answer = DeviceAnswer.Failed });
        await world.PollAsync();
        await world.Delay(1.5);
        Assert.Equal(DeviceHealth.Degraded, (await DeviceAsync(world, lease.Devices[0])).Health);
        Mend(world, lease.Devices[0]);
        await world.Delay(10);

        Assert.Equal(DeviceHealth.Healthy, (await DeviceAsync(world, lease.Devices[0])).Health);
        Assert.Equal(lease.Epoch, (await world.PlacementAsync())!.Replicas.Single().Lease!.Epoch);
    });

    [Fact]
    public void LibraryLost_OnOneHost_ItsAcceleratorsLeaveAndItsCpuServesOn() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0", "g1"]);
        await world.StartAsync();
        await world.ServeAsync(Wants("digits", 1, 1_000));
        await world.Fleet.ApplyAsync(Samples.Spec(name: "plain"));
        await world.EventuallyAsync(async () => await world.PlacementAsync("plain") is { Ready: 1 }, "the model without a device serves");
        var plain = (await world.PlacementAsync("plain"))!.Replicas.Single().Lease!;
        await world.StartAsync("h2", Samples.Observation(gpus: ["x0"]));

        foreach (var gpu in new[] { "g0", "g1" })
        {
            Change(world, gpu, device => device with { Answer = DeviceAnswer.Unmeasured });
        }

        await world.EventuallyAsync(
            async () => (await world.PlacementAsync())!.Replicas.Any(replica => replica is { Phase: ReplicaPhase.Ready, Lease.Host: "h2" }),
            "the model serves on the other host",
            5);
        Assert.Equal(HostState.Active, (await world.Host.GetAsync()).State);
        Assert.Equal(DeviceHealth.Healthy, (await DeviceAsync(world, "cpu")).Health);
        Assert.Equal(plain.Epoch, (await world.PlacementAsync("plain"))!.Replicas.Single().Lease!.Epoch);

        Mend(world, "g0");
        Mend(world, "g1");
        await world.EventuallyAsync(async () => (await DevicesAsync(world)).All(device => device.Health == DeviceHealth.Healthy), "all devices are healthy again", 15);
    });

    [Fact]
    public void Hang_NoRoomElsewhere_WhatServesGoesOnServing() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]);
        await world.StartAsync();
        await world.ServeAsync(Wants("digits", 1, 1_000));
        var lease = (await world.PlacementAsync())!.Replicas.Single().Lease!;

        Break(world, Fault.Hang, "g0");
        await world.Delay(20);

        Assert.Equal(DeviceHealth.Draining, (await DeviceAsync(world, "g0")).Health);
        Assert.Equal((1, lease.Epoch), ((await world.PlacementAsync())!.Ready, (await world.PlacementAsync())!.Replicas.Single().Lease!.Epoch));
        await world.GrantedAsync("r1");
    });

    [Fact]
    public void Loss_NoRoomElsewhere_ServesAgainWhenTheDeviceIsBack() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]);
        await world.StartAsync();
        await world.ServeAsync(Wants("digits", 1, 1_000));

        Break(world, Fault.Lost, "g0");
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Ready == 0, "it does not serve from a lost device", 5);
        await world.Delay(5);
        Assert.Equal(0, (await world.PlacementAsync())!.Ready);
        Assert.Contains("healthy", (await world.PlacementAsync())!.Refusal!.Message, StringComparison.Ordinal);

        Mend(world, "g0");
        await world.ReadyAsync(1, 60);
    });

    [Fact]
    public void Loss_RequestInExecution_IsToldAtOnceThatItIsLost() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0", "g1"]);
        await world.StartAsync();
        await world.ServeAsync(Wants("digits", 1, 1_000));
        var device = (await world.PlacementAsync())!.Replicas.Single().Lease!.Devices[0];
        world.Backends.Script.InferTakes = TimeSpan.FromMinutes(10);
        var result = world.ExecuteAsync(await world.GrantedAsync("r1"));

        Break(world, Fault.FallenOff, device);
        await world.EventuallyAsync(() => Task.FromResult(result.IsCompleted), "the request is given back", 5);
        Assert.Equal(ExecutionOutcome.Lost, (await result).Outcome);
    });

    [Fact]
    public void ForeignMemory_CountsAgainstCapacity() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]);
        Change(world, "g0", device => device with { UsedMemoryBytes = 700L << 20, ForeignMemoryBytes = 600L << 20 });
        await world.StartAsync();

        Assert.Equal((424L << 20, 600L << 20), ((await DeviceAsync(world, "g0")).FreeMemoryBytes, (await DeviceAsync(world, "g0")).ForeignMemoryBytes));
        await world.Fleet.ApplyAsync(Wants("digits", 1, 500));
        await world.Delay(5);
        Assert.Contains("memory", (await world.PlacementAsync())!.Refusal!.Message, StringComparison.Ordinal);

        Change(world, "g0", device => device with { ForeignMemoryBytes = 0 });
        await world.ReadyAsync(1);
    });

    [Fact]
    public void Device_UnpluggedForLong_IsForgotten() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0", "g1"]);
        await world.StartAsync();
        Break(world, Fault.Unplugged, "g0");
        await world.Delay(5);
        Assert.Equal(DeviceHealth.Lost, (await DeviceAsync(world, "g0")).Health);

        await world.Delay(700);
        Assert.DoesNotContain(await DevicesAsync(world), device => device.Observation.Uuid == "g0");
    });

    [Fact]
    public void Window_HoldsTheLastTwoMinutes() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]);
        await world.StartAsync();
        Change(world, "g0", device => device with { Utilization = 0.5, PowerWatts = 100 });
        await world.Delay(200);

        var window = await world.Silo.Grains.GetGrain<IDeviceGrain>("h1/g0").GetWindowAsync();
        Assert.InRange(window.Length, 100, 120);
        Assert.Equal((0.5, 100d), (window[^1].Utilization, window[^1].PowerWatts));
        Assert.Equal(window.Select(point => point.At).Order(), window.Select(point => point.At));
    });

    private static void Break(World world, Fault fault, string gpu)
    {
        switch (fault)
        {
            case Fault.Unplugged:
                world.Machine = world.Machine with { Devices = [.. world.Machine.Devices.Where(device => device.Uuid != gpu)] };
                break;
            case Fault.FallenOff:
                Change(world, gpu, device => device with { Faults = [new DeviceFault(1, 79, world.Now)] });
                break;
            default:
                Change(world, gpu, device => device with
                {
                    Answer = fault switch
                    {
                        Fault.Lost => DeviceAnswer.Lost,
                        Fault.Hang => DeviceAnswer.Silent,
                        Fault.LibraryLost => DeviceAnswer.Unmeasured,
                        _ => DeviceAnswer.Failed,
                    },
                });
                break;
        }
    }

    private static void Mend(World world, string gpu)
    {
        if (world.Machine.Devices.All(device => device.Uuid != gpu))
        {
            world.Machine = world.Machine with { Devices = world.Machine.Devices.Add(Samples.Observation(gpus: [gpu]).Devices[1]) };
        }

        Change(world, gpu, device => device with { Answer = DeviceAnswer.Measured });
    }

    private static void Change(World world, string gpu, Func<DeviceObservation, DeviceObservation> change) =>
        world.Machine = world.Machine with { Devices = [.. world.Machine.Devices.Select(device => device.Uuid == gpu ? change(device) : device)] };

    private static ModelSpec Wants(string name, int devices, int mebibytes) => Samples.Spec(name: name) with
    {
        Resources = Samples.Spec().Resources with { Devices = new DeviceDemand { Count = devices, MemoryBytes = (long)mebibytes << 20 } },
    };

    private static async Task<IReadOnlyList<DeviceView>> DevicesAsync(World world) => (await world.Host.GetAsync()).Devices;

    private static async Task<DeviceView> DeviceAsync(World world, string uuid) => (await DevicesAsync(world)).Single(device => device.Observation.Uuid == uuid);

    private static IEnumerable<string> DevicesOf(PlacementView placement, bool ready) => placement.Replicas
        .Where(replica => !ready || replica.Phase == ReplicaPhase.Ready)
        .SelectMany(replica => replica.Lease!.Devices);
}
