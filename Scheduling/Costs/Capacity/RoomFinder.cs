using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>
/// What of the need has no room on the hosts. Replicas that run stay where they are; those on hosts that leave, and those that are missing, are placed by
/// the code that places them in a cluster, on spot machines no more of a model than may be there.
/// </summary>
internal static class RoomFinder
{
    private static readonly PlacementWeights Weights = new();

    /// <summary>Needs in the order in which they get room: those that may least be on spot machines first, then by class, then the largest.</summary>
    public static IReadOnlyList<CapacityNeed> Ordered(IEnumerable<CapacityNeed> needs) =>
    [
        .. needs.OrderBy(need => need.SpotShare).ThenBy(need => need.Class)
            .ThenByDescending(need => need.Request.Devices?.Count ?? 0).ThenByDescending(need => need.Request.Devices?.MemoryBytes ?? 0)
            .ThenByDescending(need => need.Request.CpuMillicores).ThenByDescending(need => need.Request.MemoryBytes)
            .ThenBy(need => need.Request.Model, StringComparer.Ordinal),
    ];

    /// <summary>The times by which needs are told apart, ascending; the longest has none.</summary>
    public static IEnumerable<double> Starts(IEnumerable<CapacityNeed> needs) => needs.SelectMany(need => need.Sooner.Select(one => one.StartSeconds)).Distinct().Order();

    /// <summary>What has no room: what is needed now, and after all of it what will be needed only, the sooner first.</summary>
    /// <param name="snapshot">Hosts and needs.</param>
    /// <param name="without">Hosts that are taken to be gone.</param>
    public static List<Lack> Lacks(CapacitySnapshot snapshot, IReadOnlySet<string> without)
    {
        var active = snapshot.Hosts.Where(host => host.Host.Availability == HostAvailability.Active && !without.Contains(host.Host.Name)).ToList();
        var stable = Begin(active.Where(host => !host.IsSpot));
        var spot = Begin(active.Where(host => host.IsSpot));
        var isSpot = active.ToDictionary(host => host.Host.Name, host => host.IsSpot, StringComparer.Ordinal);
        var counts = Ordered(snapshot.Needs).Select(need => new RoomCount(need, need.HeldOn.Where(isSpot.ContainsKey).CountBy(host => isSpot[host]).ToDictionary())).ToList();
        var lacks = new List<Lack>();
        foreach (var startSeconds in Starts(snapshot.Needs).Prepend(0).Append(double.PositiveInfinity))
        {
            foreach (var count in counts)
            {
                if (count.Place(count.Need.At(startSeconds), stable, spot, startSeconds) is { } lack)
                {
                    lacks.Add(lack);
                }
            }
        }

        return lacks;
    }

    /// <summary>How many replicas of each lack fit on one machine, in order.</summary>
    public static int[] Fill(CapacityKind kind, IReadOnlyList<Lack> lacks)
    {
        var machine = Begin([new CapacityHost(kind.Template, kind.IsSpot)]);
        var placed = new int[lacks.Count];
        for (var i = 0; i < placed.Length; i++)
        {
            var most = kind.IsSpot ? lacks[i].OnSpot : lacks[i].Replicas;
            while (placed[i] < most && machine.TryPlace(lacks[i].Need.Request) is not null)
            {
                placed[i]++;
            }
        }

        return placed;
    }

    /// <summary>Whether a replica of a need fits on an empty machine of a kind.</summary>
    public static bool Fits(CapacityKind kind, CapacityNeed need) =>
        Begin([new CapacityHost(kind.Template, kind.IsSpot)]).TryPlace(need.Request) is not null;

    private static PlacementTransaction Begin(IEnumerable<CapacityHost> hosts) => new(new PlacementSnapshot(hosts.Select(host => host.Host)), Weights);
}
