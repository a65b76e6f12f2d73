namespace Krewe.Scheduling.Placement;

/// <summary>
/// Places one replica by capacity: of all hosts that meet every constraint, the best by <see cref="HostScore"/>; with none, every
/// constraint and the number of hosts it excludes. The same snapshot and request always give the same decision. See docs/placement.md.
/// </summary>
public static class PlacementPolicy
{
    /// <summary>Decides where a replica goes.</summary>
    /// <param name="snapshot">The hosts.</param>
    /// <param name="request">The replica.</param>
    /// <param name="weights">What counts between hosts that fit.</param>
    /// <returns>Placed or refused.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An amount of the request or a weight is outside its range.</exception>
    public static PlacementDecision Decide(PlacementSnapshot snapshot, PlacementRequest request, PlacementWeights weights)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Decide(snapshot.Hosts, request, weights);
    }

    internal static PlacementDecision Decide(IReadOnlyList<HostCandidate> hosts, PlacementRequest request, PlacementWeights weights)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(weights);
        request.ThrowIfInvalid();
        weights.ThrowIfInvalid();
        var fits = hosts.Select(host => HostFitter.Check(host, request)).ToList();
        var scores = new List<HostScore>();
        HostFit? chosen = null;
        var feasible = 0;
        foreach (var fit in fits.Where(fit => fit.Feasible))
        {
            feasible++;
            if (Keep(scores, HostScorer.Score(fit, request, weights), weights.ScoresKept))
            {
                chosen = fit;
            }
        }

        return chosen is null
            ? Refuse(hosts, fits, request)
            : new PlacementDecision.Placed(new ReplicaAllocation(request.ReplicaId, request.Model, chosen.Host.Name, ClaimOf(request, chosen)), [.. scores], feasible);
    }

    /// <summary>All reasons why no host fits.</summary>
    internal static PlacementDecision Refuse(IReadOnlyList<HostCandidate> hosts, PlacementRequest request) =>
        Refuse(hosts, [.. hosts.Select(host => HostFitter.Check(host, request))], request);

    private static PlacementDecision.Refused Refuse(IReadOnlyList<HostCandidate> hosts, List<HostFit> fits, PlacementRequest request) =>
        new(ObstacleWriter.Write(fits, request), NearestFitFinder.Find(fits, request), CouldEverFit(hosts, request));

    /// <summary>Inserts into the short table of the best, best first.</summary>
    /// <returns>Whether the score is the best so far.</returns>
    private static bool Keep(List<HostScore> scores, HostScore score, int kept)
    {
        var at = scores.Count;
        while (at > 0 && HostScorer.IsBetter(score, scores[at - 1]))
        {
            at--;
        }

        scores.Insert(at, score);
        if (scores.Count > kept)
        {
            scores.RemoveAt(kept);
        }

        return at == 0;
    }

    private static ResourceClaim ClaimOf(PlacementRequest request, HostFit fit) => new()
    {
        CpuMillicores = request.CpuMillicores,
        MemoryBytes = request.MemoryBytes,
        DeviceIds = [.. fit.Devices.Select(device => device.Id)],
        DeviceMemoryBytes = request.Devices?.MemoryBytes ?? 0,
        DeviceComputeThousandths = request.Devices?.ComputeThousandths ?? 0,
    };

    private static bool CouldEverFit(IEnumerable<HostCandidate> hosts, PlacementRequest request)
    {
        var alone = request with { PeerHosts = [] };
        return hosts.Any(host => HostFitter.Check(Emptied(host), alone).Feasible);
    }

    private static HostCandidate Emptied(HostCandidate host) => host with
    {
        Availability = HostAvailability.Active,
        CpuFreeMillicores = host.CpuTotalMillicores,
        MemoryFreeBytes = host.MemoryTotalBytes,
        Devices =
        [
            .. host.Devices.Select(device => device with
            {
                Condition = DeviceCondition.Healthy,
                MemoryFreeBytes = device.MemoryTotalBytes,
                ComputeFreeThousandths = device.ComputeTotalThousandths,
            }),
        ],
    };
}
