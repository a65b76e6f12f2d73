using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>Takes hosts one by one, for an exact model; or those that are alike as one, for a bound.</summary>
internal static class SiteWriter
{
    public static List<PackingSite> OneByOne(CompiledFleet fleet) =>
    [
        .. Enumerable.Range(0, fleet.Hosts.Length)
            .Select(host => new PackingSite([host], [.. DevicesOf(fleet, host).Select(device => new PackingSlot(fleet.Devices[device], device, 1))])),
    ];

    public static List<PackingSite> Alike(CompiledFleet fleet) =>
    [
        .. Enumerable.Range(0, fleet.Hosts.Length).GroupBy(host => KeyOf(fleet.Hosts[host])).Select(hosts => new PackingSite(
            [.. hosts],
            [
                .. hosts.SelectMany(host => DevicesOf(fleet, host)).Select(device => fleet.Devices[device])
                    .GroupBy(KeyOf).Select(alike => new PackingSlot(alike.First(), -1, alike.Count())),
            ])),
    ];

    private static IEnumerable<int> DevicesOf(CompiledFleet fleet, int host) => Enumerable.Range(fleet.FirstDevice[host], fleet.FirstDevice[host + 1] - fleet.FirstDevice[host]);

    public static bool Alike(FleetDevice one, FleetDevice other) => KeyOf(one) == KeyOf(other);

    /// <summary>Whether two hosts differ in nothing but their names, and the ids of their devices.</summary>
    public static bool Twins(FleetHost one, FleetHost other) =>
        KeyOf(one) == KeyOf(other) && one.Zone == other.Zone && one.LoadBytesPerSecond == other.LoadBytesPerSecond
        && one.Devices.Select(device => (KeyOf(device), device.LinkDomain)).SequenceEqual(other.Devices.Select(device => (KeyOf(device), device.LinkDomain)));

    private static (string Class, long Memory, int Compute, int Slices, DeviceCondition Condition) KeyOf(FleetDevice device) =>
        (device.DeviceClass, device.MemoryBytes, device.ComputeThousandths, device.MigSlices, device.Condition);

    private static (string, string, HostAvailability, HostPrice, long, long, (long, long), string) KeyOf(FleetHost host) =>
        (host.Region, host.Pool, host.Availability, host.Price, host.CpuMillicores, host.MemoryBytes, (host.NetworkMegabits, host.DiskBytes),
            string.Join('|', host.Devices.Select(device => KeyOf(device).ToString()).Order(StringComparer.Ordinal)));
}
