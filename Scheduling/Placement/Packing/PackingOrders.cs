using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>
/// Chooses by trying: a small fleet is drawn from the hosts and filled from the mix with each order, and the one that fills most is taken. Which requests will
/// find no place hangs on what is scarce, devices or what is beside them, and no rule of thumb for it held on all workloads.
/// </summary>
public static class PackingOrders
{
    /// <summary>Hosts with devices of a drawn fleet. With fewer the differences drown in the noise.</summary>
    private const int Hosts = 160;

    /// <summary>Drawn fleets.</summary>
    private const int Trials = 2;

    /// <summary>How much of the devices is asked for in all.</summary>
    private const double Asked = 1.3;

    /// <summary>What another order than the first has to fill more, as a share of the fleet: less may be chance.</summary>
    private const double Margin = 0.002;

    /// <summary>The orders with the rows that they suit.</summary>
    private static readonly ImmutableArray<(FutureOrder Order, int Selectivity)> Tried = [(FutureOrder.SeveralDevices, 25), (FutureOrder.Largest, 12)];

    /// <summary>The options with the order that fills a fleet like this most. The same snapshot, mix and options always give the same.</summary>
    /// <param name="snapshot">The hosts; what is free on them does not count, but what they have.</param>
    /// <param name="mix">What is expected to ask for room.</param>
    /// <param name="options">All but the order and the rows.</param>
    /// <param name="stop">Ends trying; what is returned then means nothing.</param>
    /// <returns>The options with both.</returns>
    public static PackingOptions Choose(PlacementSnapshot snapshot, DemandMix mix, PackingOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(mix);
        ArgumentNullException.ThrowIfNull(options);
        var hosts = snapshot.Hosts.Where(host => !host.Devices.IsEmpty).OrderBy(host => host.Name, StringComparer.Ordinal).ToImmutableArray();
        if (hosts.IsEmpty || mix.Shapes.All(shape => shape.Shape.Devices is null))
        {
            return options;
        }

        var filled = Tried.Select(tried => Enumerable.Range(0, Trials).Sum(trial => Fill(hosts, mix, With(options, tried), options.Seed + (ulong)trial, stop))).ToArray();
        var best = Enumerable.Range(1, Tried.Length - 1).MaxBy(at => filled[at]);
        return With(options, filled[best] > filled[0] + (Margin * Trials) ? Tried[best] : Tried[0]);
    }

    private static PackingOptions With(PackingOptions options, (FutureOrder Order, int Selectivity) tried) =>
        options with { Order = tried.Order, Selectivity = tried.Selectivity };

    /// <summary>The share of a drawn fleet's devices that is taken in the end.</summary>
    private static double Fill(ImmutableArray<HostCandidate> hosts, DemandMix mix, PackingOptions options, ulong seed, CancellationToken stop)
    {
        var random = new SplitMix(SplitMix.Mix(seed));
        var fleet = Enumerable.Range(0, Math.Min(Hosts, hosts.Length)).Select(at => Emptied(hosts.Length <= Hosts ? hosts[at] : hosts[random.Next(hosts.Length)], at)).ToList();
        var capacity = fleet.Sum(host => host.Devices.Sum(device => (long)device.ComputeTotalThousandths));
        var transaction = new PlacementTransaction(new PlacementSnapshot(fleet), new PlacementWeights(), mix, options);
        var weights = mix.Shapes.Sum(shape => shape.Weight);
        var (asked, held) = (0L, 0L);
        for (var at = 0; asked < Asked * capacity && at < 200 * fleet.Count && !stop.IsCancellationRequested; at++)
        {
            var (shape, size) = Draw(mix, random.NextDouble() * weights);
            asked += size;
            held += transaction.TryPlace(Request(shape)) is null ? 0 : size;
        }

        return (double)held / Math.Max(1, capacity);
    }

    private static (DemandShape Shape, long Size) Draw(DemandMix mix, double at)
    {
        var shape = mix.Shapes[^1].Shape;
        foreach (var (candidate, weight) in mix.Shapes)
        {
            at -= weight;
            if (at < 0)
            {
                shape = candidate;
                break;
            }
        }

        return (shape, shape.Devices is { } need ? (long)need.Count * need.ComputeThousandths : 0);
    }

    private static PlacementRequest Request(DemandShape shape) => new()
    {
        ReplicaId = "drawn",
        Model = "drawn",
        CpuMillicores = shape.CpuMillicores,
        MemoryBytes = shape.MemoryBytes,
        Devices = shape.Devices,
    };

    private static HostCandidate Emptied(HostCandidate host, int at) => host with
    {
        Name = FormattableString.Invariant($"{at:D4}"),
        Availability = HostAvailability.Active,
        CpuFreeMillicores = host.CpuTotalMillicores,
        MemoryFreeBytes = host.MemoryTotalBytes,
        Devices = [.. host.Devices.Select(device => device with { MemoryFreeBytes = device.MemoryTotalBytes, ComputeFreeThousandths = device.ComputeTotalThousandths, Condition = DeviceCondition.Healthy })],
    };
}
