using Krewe.Hosts;

namespace Krewe.Grains.Pools;

/// <summary>Whether a host's report says something that a decision may hang on: measurements alone do not.</summary>
internal static class HostNews
{
    public static bool Differs(HostView before, HostView after) =>
        before.State != after.State
        || before.Draining != after.Draining
        || before.Notice != after.Notice
        || before.Pool != after.Pool
        || before.Cost != after.Cost
        || !before.Pools.SequenceEqual(after.Pools)
        || before.CpuMillicores != after.CpuMillicores
        || before.MemoryBytes != after.MemoryBytes
        || !before.Leases.Select(lease => (lease.Epoch, lease.Releasing)).SequenceEqual(after.Leases.Select(lease => (lease.Epoch, lease.Releasing)))
        || !before.Devices.Select(device => (device.Observation.Uuid, device.Health, device.State)).SequenceEqual(after.Devices.Select(device => (device.Observation.Uuid, device.Health, device.State)));
}
