using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>
/// Hosts with what is free on them, held so that the best place of a replica is found without looking at each host: hosts with the same
/// room are one group, and what a shape gains there is computed once. The decision hangs on hosts, mix and seed alone, not on history.
/// </summary>
internal sealed class PackedHosts
{
    private readonly ProfileTable _profiles = new();
    private readonly PackedLedger _ledger;
    private readonly GroupIndex _groups;
    private readonly FutureFill _future;
    private readonly OutcomeFinder _finder;
    private readonly Dictionary<DemandShape, ShapeView> _views = new(SameShape.Instance);
    private readonly List<(string Region, string Zone)> _sites = [];
    private readonly int[] _site;
    private readonly Shortlist _shortlist;
    private readonly HashSet<int> _special = [];

    public PackedHosts(PlacementSnapshot snapshot, PlacementWeights weights, DemandMix mix, PackingOptions options)
    {
        options.ThrowIfInvalid();
        weights.ThrowIfInvalid();
        _ledger = new PackedLedger(snapshot, _profiles);
        _future = new FutureFill(_profiles, mix, options);
        _finder = new OutcomeFinder(_profiles, _future, weights);
        _shortlist = new Shortlist(Math.Max(options.Shortlist, weights.ScoresKept));
        _groups = new GroupIndex(_ledger.Count);
        _site = new int[_ledger.Count];
        for (var host = 0; host < _ledger.Count; host++)
        {
            _site[host] = SiteOf(_ledger.GivenAt(host));
            Regroup(host);
        }
    }

    public PackedLedger Ledger => _ledger;

    public Shortlist Candidates => _shortlist;

    public FutureFill Future => _future;

    public OutcomeFinder Finder => _finder;

    /// <summary>Leaves the best candidates in order in <see cref="Candidates"/>.</summary>
    /// <param name="request">The replica.</param>
    /// <param name="peers">Replicas of the model by host; used where spreading is asked.</param>
    /// <returns>The best; null where it fits nowhere.</returns>
    public Candidate? Choose(PlacementRequest request, IReadOnlyDictionary<int, int> peers)
    {
        var view = ViewOf(DemandShape.Of(request));
        _shortlist.Clear();
        _special.Clear();
        OfferSpecial(request, view, peers);
        if (request.AllowedHosts.IsEmpty)
        {
            OfferGroups(request, view);
        }

        var kept = _shortlist.Kept;
        if (kept.Length == 0)
        {
            return null;
        }

        foreach (ref readonly var candidate in kept)
        {
            _finder.Gain(candidate.Outcome);
        }

        kept.Sort(static (one, other) => one.IsBetter(other) ? -1 : other.IsBetter(one) ? 1 : 0);
        return kept[0];
    }

    public (double Leftover, double Alignment, double Total) FitOf(Candidate candidate, PlacementRequest request) =>
        _finder.Fit(candidate.Outcome.From, DemandShape.Of(request));

    public void Apply(int host, ResourceClaim claim, int sign)
    {
        _ledger.Apply(host, claim, sign);
        Regroup(host);
    }

    /// <summary>The profile of a host that takes new work.</summary>
    public HostProfile ProfileAt(int host) => _groups.GroupOf(host)!.Profile;

    /// <summary>The profile of a host if a claim were given back.</summary>
    public HostProfile ProfileWithout(int host, ResourceClaim claim) => _ledger.ProfileWithout(host, claim, _profiles);

    /// <summary>The profile of a host if two claims were given back.</summary>
    public HostProfile ProfileWithout(int host, ResourceClaim one, ResourceClaim other)
    {
        _ledger.Apply(host, one, -1);
        var profile = _ledger.ProfileWithout(host, other, _profiles);
        _ledger.Apply(host, one, 1);
        return profile;
    }

    /// <summary>The profile of a host, if it takes new work.</summary>
    public HostProfile? Takes(int host) => _groups.GroupOf(host)?.Profile;

    /// <summary>What a shape gains at the best of all hosts, by the first look; minus infinity where it fits nowhere.</summary>
    public double BestRoughGain(ShapeView view)
    {
        var best = double.NegativeInfinity;
        foreach (var group in _groups.Groups)
        {
            best = Math.Max(best, view.At(group, _finder).Rough);
        }

        return best;
    }

    /// <summary>Whether a host would take a request if it had the room.</summary>
    public bool Admits(int host, PlacementRequest request, IReadOnlyDictionary<int, int> peers) =>
        _groups.GroupOf(host) is { } group
        && SiteAllowed(request, group.Site)
        && Allows(request.AllowedHosts, _ledger.NameOf(host))
        && (request.Spread != SpreadRule.Require || peers.GetValueOrDefault(host) == 0);

    public ShapeView ViewOf(DemandShape shape)
    {
        if (!_views.TryGetValue(shape, out var view))
        {
            view = new ShapeView(shape);
            _views.Add(shape, view);
        }

        return view;
    }

    private static bool Allows(ImmutableArray<string> allowed, string name) => allowed.IsEmpty || allowed.Contains(name);

    /// <summary>Hosts that are not like the others of their group for this request: named, warm, or with peers.</summary>
    private void OfferSpecial(PlacementRequest request, ShapeView view, IReadOnlyDictionary<int, int> peers)
    {
        var spreads = request.Spread != SpreadRule.None;
        if (spreads)
        {
            _special.UnionWith(peers.Keys);
        }

        foreach (var name in request.WarmHosts.Concat(request.AllowedHosts))
        {
            if (_ledger.TryFind(name, out var host))
            {
                _special.Add(host);
            }
        }

        foreach (var host in _special)
        {
            var peersThere = spreads ? peers.GetValueOrDefault(host) : 0;
            if (Admits(host, request, peers) && view.At(_groups.GroupOf(host)!, _finder) is { Choices.Length: > 0 } outcome)
            {
                _shortlist.Offer(new Candidate(host, peersThere, request.WarmHosts.Contains(_ledger.NameOf(host)), outcome), 1);
            }
        }
    }

    private void OfferGroups(PlacementRequest request, ShapeView view)
    {
        var anywhere = request.AllowedRegions.IsEmpty && request.AllowedZones.IsEmpty;
        var groups = _groups.Groups;
        for (var slot = 0; slot < groups.Count; slot++)
        {
            var group = groups[slot];
            var outcome = view.At(group, _finder);
            if (outcome.Choices.Length == 0 || !(anywhere || SiteAllowed(request, group.Site)))
            {
                continue;
            }

            var (first, hosts) = Ordinary(group);
            if (hosts > 0)
            {
                _shortlist.Offer(new Candidate(first, 0, false, outcome), hosts);
            }
        }
    }

    private (int First, int Hosts) Ordinary(HostGroup group)
    {
        if (_special.Count == 0)
        {
            return (group.First, group.Hosts.Count);
        }

        var (first, hosts) = (-1, 0);
        foreach (var host in group.Hosts)
        {
            if (!_special.Contains(host))
            {
                first = hosts++ == 0 ? host : first;
            }
        }

        return (first, hosts);
    }

    private bool SiteAllowed(PlacementRequest request, int site) =>
        Allows(request.AllowedRegions, _sites[site].Region) && Allows(request.AllowedZones, _sites[site].Zone);

    private int SiteOf(HostCandidate host)
    {
        var site = _sites.IndexOf((host.Region, host.Zone));
        if (site < 0)
        {
            site = _sites.Count;
            _sites.Add((host.Region, host.Zone));
        }

        return site;
    }

    private void Regroup(int host)
    {
        if (_ledger.GivenAt(host).Availability == HostAvailability.Active)
        {
            _groups.Move(host, _site[host], _ledger.ProfileOf(host, _profiles));
        }
    }
}
