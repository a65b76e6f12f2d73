using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Hosts;

namespace Krewe.Grains.Hosts;

/// <summary>
/// A machine whose devices belong to several pools is told to each of them, and each sees its own devices and leases. Cores and memory are shared: what is free of
/// them is what nobody has leased, and the machine's ledger decides.
/// </summary>
internal static class HostPools
{
    /// <summary>The pools that a machine serves, its own first; empty when it is its own only.</summary>
    public static ImmutableArray<string> Of(string own, IEnumerable<DeviceView> devices)
    {
        ImmutableArray<string> others =
        [
            .. devices.Where(device => device.Observation.Accelerator).Select(device => device.Observation.Pool ?? own).Where(pool => pool != own).Distinct().Order(StringComparer.Ordinal),
        ];
        return others.IsEmpty ? [] : [own, .. others];
    }

    /// <summary>Whether a machine serves a pool.</summary>
    public static bool Serves(this HostView host, string pool) => host.Pool == pool || host.Pools.Contains(pool);

    /// <summary>What of a machine is a pool's.</summary>
    public static HostView For(this HostView host, string pool) => host.Pools.Length < 2 || !host.Pools.Contains(pool) ? host : host with
    {
        Devices = [.. host.Devices.Where(device => !device.Observation.Accelerator || PoolOf(host, device) == pool)],
        Leases = [.. host.Leases.Where(lease => PoolOf(host, lease) == pool)],
    };

    private static string PoolOf(HostView host, DeviceView device) => device.Observation.Pool ?? host.Pool;

    /// <summary>A lease of a pool that the machine does not serve any more is its own pool's to return.</summary>
    private static string PoolOf(HostView host, Lease lease)
    {
        var device = lease.Devices.IsEmpty ? null : host.Devices.FirstOrDefault(one => one.Observation.Uuid == lease.Devices[0]);
        var pool = lease.Pool ?? device?.Observation.Pool ?? host.Pool;
        return host.Pools.Contains(pool) ? pool : host.Pool;
    }
}
