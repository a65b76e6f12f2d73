namespace Krewe.Scheduling.Placement.Packing;

/// <summary>
/// Finds one or two replicas of a host that can go to free room elsewhere so that a request fits in their place. Only what fits elsewhere now is
/// looked at, and what a host offers a shape is worked out again only when the host has changed.
/// </summary>
internal sealed class RoomMakers(PackedHosts hosts, IReadOnlyList<List<HeldReplica>> held)
{
    private readonly Dictionary<ShapeView, (HostProfile? Profile, List<RoomMaking> Offers)[]> _offers = [];
    private readonly Dictionary<ShapeView, double> _free = [];

    /// <summary>The offers that promise most, the best first.</summary>
    /// <param name="request">What fits nowhere.</param>
    /// <param name="mostMoves">At most so many go.</param>
    /// <param name="moveCost">What each move costs.</param>
    /// <param name="count">How many offers.</param>
    public List<(double Gain, RoomMaking Offer)> Find(ShapeView request, int mostMoves, double moveCost, int count)
    {
        _free.Clear();
        if (!_offers.TryGetValue(request, out var byHost))
        {
            byHost = new (HostProfile?, List<RoomMaking>)[held.Count];
            _offers.Add(request, byHost);
        }

        var best = new PriorityQueue<RoomMaking, (double Gain, int Host)>();
        for (var host = 0; host < held.Count; host++)
        {
            if (held[host].Count == 0 || hosts.Takes(host) is not { } profile)
            {
                continue;
            }

            if (byHost[host].Profile != profile)
            {
                byHost[host] = (profile, Offers(request, host, profile));
            }

            foreach (var offer in byHost[host].Offers)
            {
                var gain = offer.FillChange - (offer.Moves * moveCost) + Free(offer.First.View) + (offer.Second is { } second ? Free(second.View) : 0);
                if (offer.Moves <= mostMoves && gain > double.NegativeInfinity)
                {
                    best.Enqueue(offer, (gain, -host));
                    if (best.Count > count)
                    {
                        best.Dequeue();
                    }
                }
            }
        }

        var found = new List<(double, RoomMaking)>();
        while (best.TryDequeue(out var offer, out var rank))
        {
            found.Add((rank.Gain, offer));
        }

        found.Reverse();
        return found;
    }

    /// <summary>What a shape gains in free room; minus infinity where there is none.</summary>
    private double Free(ShapeView view)
    {
        if (!_free.TryGetValue(view, out var gain))
        {
            gain = hosts.BestRoughGain(view);
            _free.Add(view, gain);
        }

        return gain;
    }

    private List<RoomMaking> Offers(ShapeView request, int host, HostProfile before)
    {
        var offers = new List<RoomMaking>();
        var singles = new HashSet<HostProfile>();
        var pairs = new HashSet<(ShapeView, ShapeView, HostProfile)>();
        var alone = new List<(HeldReplica Replica, bool Suffices)>();
        var fill = hosts.Future.RoughlyOf(before);
        foreach (var replica in held[host])
        {
            var after = hosts.ProfileWithout(host, replica.Allocation.Claim);
            var with = hosts.Finder.RoughFillWith(after, request);
            alone.Add((replica, with is not null));
            if (with is { } filled && singles.Add(after))
            {
                offers.Add(new RoomMaking(host, replica, null, filled - fill));
            }
        }

        // Two together, where neither alone is enough; of one device, where it is about devices.
        for (var at = 0; at < alone.Count; at++)
        {
            for (var other = at + 1; other < alone.Count && !alone[at].Suffices; other++)
            {
                var (one, two) = (alone[at].Replica, alone[other].Replica);
                if (alone[other].Suffices || !MayHelp(request, one, two))
                {
                    continue;
                }

                var after = hosts.ProfileWithout(host, one.Allocation.Claim, two.Allocation.Claim);
                if (pairs.Add((one.View, two.View, after)) && hosts.Finder.RoughFillWith(after, request) is { } filled)
                {
                    offers.Add(new RoomMaking(host, one, two, filled - fill));
                }
            }
        }

        return offers;
    }

    private static bool MayHelp(ShapeView request, HeldReplica one, HeldReplica two) =>
        request.Shape.Devices is not { Count: 1 } || one.Allocation.Claim.DeviceIds.IsEmpty || two.Allocation.Claim.DeviceIds.IsEmpty
        || one.Allocation.Claim.DeviceIds.Any(id => two.Allocation.Claim.DeviceIds.Contains(id));
}
