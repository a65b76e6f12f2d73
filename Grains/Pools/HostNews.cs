using Krewe.Hosts;

namespace Krewe.Grains.Pools;

/// <summary>Whether a host's report says something that a decision may hang on: measurements alone do not.</summary>
internal static class HostNews
{
    /// <summary>A report waits no longer than this for its turn. What seems older by more is new: the clock of its host was set back while it was down.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Whether something was said before what is known already: a report that had to wait while the pool asked the host itself.</summary>
    public static bool IsOlder(HostView known, HostView host) =>
        host.Sequence > 0 && known.Sequence > host.Sequence && known.Sequence - host.Sequence < LongestWait.Ticks;

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
