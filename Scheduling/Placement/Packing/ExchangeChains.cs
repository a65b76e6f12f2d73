using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>
/// Chains of exchanges (ejection chains, Glover 1996): a request takes the place of a replica, which takes the place of another, and so on,
/// until one finds free room. Shapes are the nodes of a graph; the edge from what comes to what goes carries the best gain of any host, and
/// the best chain of a length follows by dynamic programming. What a host offers is computed again only when the host has changed.
/// </summary>
internal sealed class ExchangeChains(PackedHosts hosts, IReadOnlyList<List<HeldReplica>> held)
{
    private readonly List<ShapeView> _shapes = [];
    private readonly Dictionary<ShapeView, int> _indexOf = [];
    private readonly (HostProfile? Profile, int Shapes, List<ExchangeEntry> Entries)[] _offers = new (HostProfile?, int, List<ExchangeEntry>)[held.Count];
    private float[] _gain = [];
    private ChainStep[] _step = [];

    public void Know(ShapeView view)
    {
        if (_indexOf.TryAdd(view, _shapes.Count))
        {
            _shapes.Add(view);
        }
    }

    /// <summary>The chains that promise most, one for each length, the best first.</summary>
    /// <param name="request">What fits nowhere.</param>
    /// <param name="mostMoves">The longest chain.</param>
    /// <param name="moveCost">What each move costs.</param>
    public List<(double Gain, ImmutableArray<ChainStep> Steps)> Find(ShapeView request, int mostMoves, double moveCost)
    {
        Know(request);
        Refresh();
        var count = _shapes.Count;
        var best = _shapes.Select(FreeGain).ToArray();
        var choice = new int[mostMoves + 1][];
        var found = new List<(double Gain, ImmutableArray<ChainStep> Steps)>();
        for (var moves = 1; moves <= mostMoves; moves++)
        {
            var next = new double[count];
            choice[moves] = new int[count];
            for (var comes = 0; comes < count; comes++)
            {
                (next[comes], choice[moves][comes]) = (double.NegativeInfinity, -1);
                for (var goes = 0; goes < count; goes++)
                {
                    var gain = _gain[(comes * count) + goes] + best[goes] - moveCost;
                    if (gain > next[comes])
                    {
                        (next[comes], choice[moves][comes]) = (gain, goes);
                    }
                }
            }

            best = next;
            if (best[_indexOf[request]] > double.NegativeInfinity)
            {
                found.Add((best[_indexOf[request]], Steps(_indexOf[request], moves, choice)));
            }
        }

        return [.. found.OrderByDescending(chain => chain.Gain)];
    }

    private ImmutableArray<ChainStep> Steps(int comes, int moves, int[][] choice)
    {
        var steps = ImmutableArray.CreateBuilder<ChainStep>(moves);
        for (; moves > 0; moves--)
        {
            var goes = choice[moves][comes];
            steps.Add(_step[(comes * _shapes.Count) + goes]);
            comes = goes;
        }

        return steps.ToImmutable();
    }

    private double FreeGain(ShapeView view) => hosts.BestRoughGain(view);

    private void Refresh()
    {
        var count = _shapes.Count;
        (_gain, _step) = (new float[count * count], new ChainStep[count * count]);
        Array.Fill(_gain, float.NegativeInfinity);
        for (var host = 0; host < held.Count; host++)
        {
            if (held[host].Count == 0 || hosts.Takes(host) is not { } profile)
            {
                continue;
            }

            if (_offers[host].Profile != profile || _offers[host].Shapes != count)
            {
                _offers[host] = (profile, count, Offers(host, profile));
            }

            foreach (var entry in _offers[host].Entries)
            {
                var at = (entry.Comes * count) + entry.Goes;
                if (entry.Gain > _gain[at])
                {
                    (_gain[at], _step[at]) = (entry.Gain, new ChainStep(host, entry.Replica));
                }
            }
        }
    }

    private List<ExchangeEntry> Offers(int host, HostProfile before)
    {
        var entries = new List<ExchangeEntry>();
        var seen = new HashSet<(ShapeView, HostProfile)>();
        foreach (var replica in held[host])
        {
            var after = hosts.ProfileWithout(host, replica.Allocation.Claim);
            if (!seen.Add((replica.View, after)))
            {
                continue;
            }

            var goes = _indexOf[replica.View];
            for (var comes = 0; comes < _shapes.Count; comes++)
            {
                if (comes != goes && hosts.Finder.RoughFillWith(after, _shapes[comes]) is { } fill)
                {
                    entries.Add(new ExchangeEntry(replica, goes, comes, (float)(fill - hosts.Future.RoughlyOf(before))));
                }
            }
        }

        return entries;
    }
}
