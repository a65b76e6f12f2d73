namespace Krewe.Scheduling.Placement;

/// <summary>
/// Best fit with an eye on shape: how little stays free, and how well the demand vector points where the free vector points
/// (the dot product of Tetris, Grandl et al., SIGCOMM 2014, normalised). A host with idle accelerators points elsewhere than a
/// request for CPU alone, so such requests keep away from it while there is another place.
/// </summary>
internal static class HostScorer
{
    public static HostScore Score(HostFit fit, PlacementRequest request, PlacementWeights weights)
    {
        var host = fit.Host;
        var need = request.Devices;
        var (deviceMemory, deviceMemoryFree, deviceCompute, deviceComputeFree) = (0.0, 0.0, 0.0, 0.0);
        foreach (var device in host.Devices)
        {
            deviceMemory += device.MemoryTotalBytes;
            deviceMemoryFree += Math.Max(0, device.MemoryFreeBytes);
            deviceCompute += device.ComputeTotalThousandths;
            deviceComputeFree += Math.Max(0, device.ComputeFreeThousandths);
        }

        var (leftover, alignment, total) = Fit(
            [host.CpuTotalMillicores, host.MemoryTotalBytes, deviceMemory, deviceCompute],
            [host.CpuFreeMillicores, host.MemoryFreeBytes, deviceMemoryFree, deviceComputeFree],
            Asked(request.CpuMillicores, request.MemoryBytes, need),
            weights);
        var peers = request.Spread == SpreadRule.None ? 0 : request.PeerHosts.Count(peer => peer == host.Name);
        return new HostScore(host.Name, peers, request.WarmHosts.Contains(host.Name), leftover, alignment, total);
    }

    /// <summary>What is asked of CPU, memory, device memory and device compute in all.</summary>
    public static double[] Asked(long cpu, long memory, DeviceRequirement? need) =>
    [
        cpu,
        memory,
        need is null ? 0 : (double)need.MemoryBytes * need.Count,
        need is null ? 0 : (double)need.ComputeThousandths * need.Count,
    ];

    /// <summary>The fit of what is asked in what is free, each of CPU, memory, device memory and device compute.</summary>
    public static (double Leftover, double Alignment, double Total) Fit(
        ReadOnlySpan<double> totals, ReadOnlySpan<double> free, ReadOnlySpan<double> asked, PlacementWeights weights)
    {
        var (left, dimensions, dot, askedSquares, freeSquares) = (0.0, 0, 0.0, 0.0, 0.0);
        for (var at = 0; at < totals.Length; at++)
        {
            if (totals[at] <= 0)
            {
                continue;
            }

            var (askedShare, freeShare) = (asked[at] / totals[at], free[at] / totals[at]);
            dot += askedShare * freeShare;
            askedSquares += askedShare * askedShare;
            freeSquares += freeShare * freeShare;
            if (asked[at] > 0)
            {
                left += freeShare - askedShare;
                dimensions++;
            }
        }

        var leftover = dimensions == 0 ? 0 : left / dimensions;
        var alignment = askedSquares > 0 && freeSquares > 0 ? dot / Math.Sqrt(askedSquares * freeSquares) : 0;
        return (leftover, alignment, (weights.Tightness * (1 - leftover)) + (weights.Alignment * alignment));
    }

    public static bool IsBetter(HostScore one, HostScore other) =>
        one.Peers != other.Peers ? one.Peers < other.Peers
        : one.Warm != other.Warm ? one.Warm
        : one.Fit != other.Fit ? one.Fit > other.Fit
        : string.CompareOrdinal(one.Host, other.Host) < 0;
}
