using System.Collections.Immutable;
using Krewe.Hosts;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>Which pools an order of maintenance is for: a device's own, or all that its host serves.</summary>
internal static class MaintenancePools
{
    public static ImmutableArray<string> Of(HostView host, string? device) => device is null
        ? host.Pools.IsEmpty ? [host.Pool] : host.Pools
        : [host.Devices.FirstOrDefault(one => one.Observation.Uuid == device)?.Observation.Pool ?? host.Pool];
}
