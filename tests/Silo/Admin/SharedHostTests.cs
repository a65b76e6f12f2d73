using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Silo.Admin.Cluster;

namespace Krewe.Silo.Tests.Admin;

/// <summary>A host whose devices belong to two pools, each of which tells its part.</summary>
public sealed class SharedHostTests
{
    private static readonly HostView Whole = SampleCluster.Host with { Pools = ["default", "training"], Leases = [] };

    [Fact]
    public void AllHosts_OfTwoPools_IsTheHostOnceWithAllOfIt()
    {
        var hosts = ImmutableArray.Create(
            Pool("default", Whole with { Devices = [.. SampleCluster.Host.Devices, Gpu("t4", "default")], Leases = [Lease(0)] }),
            Pool("training", Whole with { Devices = [.. SampleCluster.Host.Devices, Gpu("h100", "training")], Leases = [Lease(1)], SeenAt = SampleCluster.Start.AddSeconds(1) })).AllHosts();

        var host = Assert.Single(hosts);
        Assert.Equal(["cpu", "h100", "t4"], host.Devices.Select(device => device.Observation.Uuid).Order(StringComparer.Ordinal));
        Assert.Equal([0, 1], host.Leases.Select(lease => lease.Replica.Number));
        Assert.Equal(SampleCluster.Start.AddSeconds(1), host.SeenAt);
    }

    [Theory]
    [InlineData(null, "default,training")]
    [InlineData("h100", "training")]
    [InlineData("t4", "default")]
    [InlineData("cpu", "default")]
    [InlineData("unknown", "default")]
    public void Of_AnOrder_IsForTheDevicesPoolOrForAll(string? device, string expected) =>
        Assert.Equal(expected.Split(','), MaintenancePools.Of(Whole with { Devices = [.. SampleCluster.Host.Devices, Gpu("h100", "training"), Gpu("t4", null)] }, device).AsEnumerable());

    [Fact]
    public void Of_AHostOfOnePool_IsItsOwn() => Assert.Equal(["default"], MaintenancePools.Of(SampleCluster.Host, null).AsEnumerable());

    private static PoolView Pool(string name, HostView host) => new() { Key = new PoolKey("local", name), Hosts = [host] };

    private static Lease Lease(int number) => SampleCluster.Lease with { Replica = new ReplicaId(SampleCluster.Digits, number), Epoch = number };

    private static DeviceView Gpu(string uuid, string? pool) => new()
    {
        Host = "alpha", Observation = new DeviceObservation { Uuid = uuid, Class = uuid, Model = uuid, Accelerator = true, Pool = pool },
    };
}
