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

        ReadOnlySpan<double> totals = [host.CpuTotalMillicores, host.MemoryTotalBytes, deviceMemory, deviceCompute];
        ReadOnlySpan<double> free = [host.CpuFreeMillicores, host.MemoryFreeBytes, deviceMemoryFree, deviceComputeFree];
        ReadOnlySpan<double> asked =
        [
            request.CpuMillicores,
            request.MemoryBytes,
            need is null ? 0 : (double)need.MemoryBytes * need.Count,
            need is null ? 0 : (double)need.ComputeThousandths * need.Count,
        ];
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
        var peers = request.Spread == SpreadRule.None ? 0 : request.PeerHosts.Count(peer => peer == host.Name);
        var total = (weights.Tightness * (1 - leftover)) + (weights.Alignment * alignment);
        return new HostScore(host.Name, peers, request.WarmHosts.Contains(host.Name), leftover, alignment, total);
    }

    public static bool IsBetter(HostScore one, HostScore other) =>
        one.Peers != other.Peers ? one.Peers < other.Peers
        : one.Warm != other.Warm ? one.Warm
        : one.Fit != other.Fit ? one.Fit > other.Fit
        : string.CompareOrdinal(one.Host, other.Host) < 0;
}
