using System.Globalization;
using Krewe.Pools;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Grains.Pools.Planning;

/// <summary>Which order of futures suits a pool: found out by filling drawn fleets of hosts like its own with what its models ask for.</summary>
internal static class PoolPacking
{
    /// <summary>The order of a pool that has chosen none.</summary>
    public static SnapshotPacking Usual { get; } = new() { Row = PoolPlacing.Options.Selectivity };

    /// <summary>What the choice hangs on: the hosts as they are when empty, and the mix. Where it is the same text, so is the choice.</summary>
    public static string Question(PlacementSnapshot hosts, DemandMix mix)
    {
        var kinds = hosts.Hosts.Where(host => !host.Devices.IsEmpty)
            .Select(host => string.Create(CultureInfo.InvariantCulture, $"{host.CpuTotalMillicores} {host.MemoryTotalBytes} {string.Join(' ', host.Devices.Select(device => $"{device.DeviceClass}:{device.ComputeTotalThousandths}:{device.MemoryTotalBytes}"))}"))
            .CountBy(kind => kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value}x {kind.Key}"));
        var shapes = mix.Shapes.Select(shape => string.Create(CultureInfo.InvariantCulture, $"{shape.Weight} {shape.Shape.Key}"));
        return string.Join('\n', kinds.Concat(shapes));
    }

    /// <summary>The order that fills most; null where the search was ended before it was known.</summary>
    public static SnapshotPacking? Choose(PlacementSnapshot hosts, DemandMix mix, long seed, CancellationToken stop)
    {
        var chosen = PackingOrders.Choose(hosts, mix, PoolPlacing.Options with { Seed = (ulong)seed }, stop);
        return stop.IsCancellationRequested ? null : new SnapshotPacking { LargestFirst = chosen.Order == FutureOrder.Largest, Row = chosen.Selectivity };
    }
}
