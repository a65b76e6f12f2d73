using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Grains.Hosts;
using Krewe.Hosts;
using Krewe.Scheduling.Placement;
using Krewe.Specs;

namespace Krewe.Grains.Migrations;

/// <summary>
/// Which less important replicas stop so that a more important one, whose machine goes away, has a place: as few as will do, of the least important class first.
/// Nobody makes room for its equals.
/// </summary>
internal static class MakingRoom
{
    /// <summary>More would be too much for one.</summary>
    public const int MostStopped = 4;

    /// <param name="hosts">All hosts as they are.</param>
    /// <param name="request">What must find a place.</param>
    /// <param name="rank">How important that is.</param>
    /// <param name="others">The leases that may be ended, with how important they are.</param>
    /// <param name="weights">How places are compared.</param>
    /// <returns>The place, and what stops for it; null where nothing helps.</returns>
    public static RoomMade? Find(
        IReadOnlyList<HostView> hosts, PlacementRequest request, ServiceClass rank, IReadOnlyList<(Lease Lease, ServiceClass Rank)> others, PlacementWeights weights)
    {
        RoomMade? best = null;
        foreach (var host in hosts.Where(host => host.State == HostState.Active))
        {
            var candidates = others.Where(other => other.Lease.Host == host.Host && other.Rank > rank)
                .OrderByDescending(other => other.Rank).ThenByDescending(other => other.Lease.Replica.Number).ThenBy(other => other.Lease.Replica.ToString(), StringComparer.Ordinal)
                .ToList();
            if (On(host, request, candidates, weights) is { } found && (best is null || IsLess(found, best)))
            {
                best = found;
            }
        }

        return best;
    }

    private static RoomMade? On(HostView host, PlacementRequest request, List<(Lease Lease, ServiceClass Rank)> candidates, PlacementWeights weights)
    {
        var stopped = new List<(Lease Lease, ServiceClass Rank)>();
        foreach (var candidate in candidates)
        {
            stopped.Add(candidate);
            if (Decide(host, stopped, request, weights) is not null)
            {
                break;
            }
        }

        if (Decide(host, stopped, request, weights) is not { } placed)
        {
            return null;
        }

        // What was taken before that which helped may not have been needed: a device is not made free by what ends on another one.
        foreach (var one in Enumerable.Reverse(stopped).ToList())
        {
            var without = stopped.Where(other => other != one).ToList();
            if (Decide(host, without, request, weights) is { } still)
            {
                (stopped, placed) = (without, still);
            }
        }

        return stopped.Count is > 0 and <= MostStopped ? new RoomMade(placed, [.. stopped.Select(one => one.Lease)], stopped.Min(one => one.Rank)) : null;
    }

    private static PlacementDecision.Placed? Decide(HostView host, List<(Lease Lease, ServiceClass Rank)> stopped, PlacementRequest request, PlacementWeights weights)
    {
        var after = stopped.Aggregate(host, (view, one) => Released(view, one.Lease));
        return PlacementPolicy.Decide(new PlacementSnapshot([HostCandidates.From(after)]), request, weights) as PlacementDecision.Placed;
    }

    private static bool IsLess(RoomMade one, RoomMade other) =>
        (-(int)one.MostImportant, one.Stopped.Length).CompareTo((-(int)other.MostImportant, other.Stopped.Length)) < 0;

    private static HostView Released(HostView host, Lease lease) => host with
    {
        FreeCpuMillicores = host.FreeCpuMillicores + lease.CpuMillicores,
        UnleasedMemoryBytes = host.UnleasedMemoryBytes + lease.MemoryBytes,
        Leases = host.Leases.RemoveAll(one => one.Replica == lease.Replica),
        Devices = [.. host.Devices.Select(device => lease.Devices.Contains(device.Observation.Uuid) ? Released(device, lease) : device)],
    };

    private static DeviceView Released(DeviceView device, Lease lease) => device with
    {
        FreeMemoryBytes = device.FreeMemoryBytes + lease.DeviceMemoryBytes,
        FreeComputeThousandths = device.FreeComputeThousandths + lease.DeviceComputeThousandths,
    };
}
