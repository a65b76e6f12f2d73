using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Binding;

public sealed class MigTests
{
    private const string Cut = """
        gpu.0.like = h100
        gpu.0.mig = 1
        gpu.0.gi = 2 9 4 4
        gpu.0.gi = 9 19 0 1
        gpu.0.process = compute 100 7000 2 0
        gpu.0.process = compute 101 500 9 0
        """;

    [FakeFact]
    public void MigDevices_OfAGpu_HaveTheirParts()
    {
        using var fake = new FakeNvml(Cut);
        var library = fake.Open();
        var gpu = library.GetDevice(0);
        Assert.Equal(new NvmlModeState(Current: true, Pending: false), gpu.GetMigMode());
        var parts = gpu.GetMigDevices();
        Assert.Equal(2, parts.Length);
        Assert.Equal(new uint[] { 2, 9 }, parts.Select(part => part.GetGpuInstanceId()));
        Assert.All(parts, part => Assert.Equal((true, gpu, 0u), (part.GetIsMigDevice(), part.GetParent(), part.GetComputeInstanceId())));
        Assert.Equal((60u, 40448UL), (parts[0].GetMigAttributes().Multiprocessors, parts[0].GetMigAttributes().MemoryMebibytes));
        Assert.StartsWith("MIG-", parts[0].GetUuid(), StringComparison.Ordinal);
        Assert.Equal(parts[0], library.GetDevice(parts[0].GetUuid()));
        Assert.Equal("NVIDIA H100 80GB HBM3 MIG 3g.40gb", parts[0].GetName());
        Assert.Equal(7000UL, parts[0].GetMemory().Used);
        Assert.Equal(7500UL, gpu.GetMemory().Used);
        Assert.Equal(100u, Assert.Single(parts[0].GetProcesses(NvmlProcessKind.Compute)).ProcessId);
        Assert.Equal(2, gpu.GetProcesses(NvmlProcessKind.Compute).Length);
        Assert.Equal(NvmlReturn.NotSupported, gpu.TryGetUtilization(out _));
        Assert.Equal(NvmlReturn.NotSupported, parts[0].TryGetPowerUsage(out _));
        Assert.Equal(NvmlReturn.NotSupported, gpu.TryGetMigAttributes(out _));
        Assert.Equal(NvmlReturn.NotFound, gpu.TryGetMigDevice(2, out _));
        Assert.Equal(NvmlReturn.InvalidArgument, gpu.TryGetMigDevice(7, out _));
    }

    [FakeFact]
    public void Profiles_OfAGpu_AreThoseThatItOffers()
    {
        using var fake = new FakeNvml("gpu.0.like = h100\ngpu.0.mig = 1");
        var gpu = fake.Open().GetDevice(0);
        var profiles = gpu.GetGpuInstanceProfiles();
        Assert.Equal(7, profiles.Length);
        var half = profiles.Single(profile => profile.Name == "MIG 3g.40gb");
        Assert.Equal((9u, 3u, 2u, 60u, 40448UL), (half.Id, half.Slices, half.MaxInstances, half.Multiprocessors, half.MemoryMebibytes));
        Assert.Equal([new NvmlPlacement(0, 4), new NvmlPlacement(4, 4)], gpu.GetPlacements(9));
        Assert.Equal(2u, gpu.GetRemainingGpuInstances(9));
    }

    [FakeFact]
    public void Instances_MadeAndDestroyed_ComeAndGo()
    {
        using var fake = new FakeNvml("gpu.0.like = h100");
        var gpu = fake.Open().GetDevice(0);
        Assert.Empty(gpu.GetMigDevices());
        Assert.Equal(NvmlReturn.Success, gpu.TrySetMigMode(true, out var activation));
        Assert.Equal(NvmlReturn.Success, activation);
        Assert.Equal(NvmlReturn.Success, gpu.TryCreateGpuInstance(9, new NvmlPlacement(4, 4), out var instance));
        Assert.Equal(NvmlReturn.InsufficientResources, gpu.TryCreateGpuInstance(0, null, out _));
        Assert.Equal(new NvmlPlacement(4, 4), instance.GetInfo().Placement);
        // Without a compute instance there is an instance, but no MIG device.
        Assert.Empty(gpu.GetMigDevices());
        Assert.Equal(instance, Assert.Single(gpu.GetGpuInstances(9)));
        Assert.Equal(instance, gpu.GetGpuInstance(instance.GetInfo().Id));
        var kinds = instance.GetComputeInstanceProfiles();
        Assert.Equal(["MIG 1c.3g.40gb", "MIG 2c.3g.40gb", "MIG 3c.3g.40gb"], kinds.Select(kind => kind.Name));
        Assert.Equal(NvmlReturn.Success, instance.TryCreateComputeInstance(kinds[^1].Id, out var compute));
        Assert.Equal(kinds[^1].Id, compute.GetInfo().ProfileId);
        Assert.Equal(compute, Assert.Single(instance.GetComputeInstances(kinds[^1].Id)));
        Assert.Single(gpu.GetMigDevices());
        Assert.Equal(NvmlReturn.InUse, instance.TryDestroy());
        Assert.Equal(NvmlReturn.Success, compute.TryDestroy());
        Assert.Equal(NvmlReturn.Success, instance.TryDestroy());
        Assert.Equal(NvmlReturn.NotFound, instance.TryGetInfo(out _));
        Assert.Empty(gpu.GetMigDevices());
    }

    [FakeFact]
    public void Profiles_ByAnOldDriver_HaveNoNames()
    {
        using var fake = new FakeNvml("driver = 470.57.02\ngpu.0.like = a100\ngpu.0.mig = 1\ngpu.0.gi = 2 9 4 4", "r470");
        var gpu = fake.Open().GetDevice(0);
        Assert.Equal(7, gpu.GetGpuInstanceProfiles().Length);
        Assert.All(gpu.GetGpuInstanceProfiles(), profile => Assert.Equal("", profile.Name));
        Assert.Equal(3, gpu.GetGpuInstance(2).GetComputeInstanceProfiles().Length);
    }
}
