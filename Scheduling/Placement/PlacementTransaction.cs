using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Scheduling.Placement;

/// <summary>
/// Tentative placements and releases over a snapshot, so that a whole round is planned before anything is asked of a host. What
/// is placed here counts at once, for room and for spreading. Nothing is ever overcommitted. Not safe for concurrent use.
/// </summary>
public sealed class PlacementTransaction
{
    private static readonly Dictionary<int, int> NoPeers = [];

    private readonly PackedHosts _hosts;
    private readonly PlacementWeights _weights;
    private readonly List<PlacementChange> _changes = [];
    private readonly Dictionary<string, Dictionary<int, int>> _peersByModel = new(StringComparer.Ordinal);
    private long _stamp;

    /// <summary>Starts from a snapshot, which stays as it is.</summary>
    /// <param name="snapshot">The hosts.</param>
    /// <param name="weights">What counts between hosts that fit.</param>
    public PlacementTransaction(PlacementSnapshot snapshot, PlacementWeights weights)
        : this(snapshot, weights, DemandMix.Unknown, new PackingOptions())
    {
    }

    /// <summary>Starts from a snapshot, which stays as it is, and keeps room for what is expected to come.</summary>
    /// <param name="snapshot">The hosts.</param>
    /// <param name="weights">What counts between hosts that fit where nothing is expected.</param>
    /// <param name="mix">What is expected to ask for room.</param>
    /// <param name="options">How far is looked ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option or weight is outside its range.</exception>
    public PlacementTransaction(PlacementSnapshot snapshot, PlacementWeights weights, DemandMix mix, PackingOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(mix);
        ArgumentNullException.ThrowIfNull(options);
        _hosts = new PackedHosts(snapshot, weights, mix, options);
        _weights = weights;
    }

    internal PackedHosts Hosts => _hosts;

    /// <summary>The hosts with all changes so far.</summary>
    public PlacementSnapshot Current => new(Candidates());

    /// <summary>The changes so far, in order: what was placed (true) or released (false).</summary>
    public ImmutableArray<(ReplicaAllocation Allocation, bool Placed)> Changes => [.. _changes.Select(change => (change.Allocation, change.Places))];

    /// <summary>Decides where a replica goes, and takes the room when it has a place.</summary>
    /// <param name="request">The replica; its peers are those before the transaction.</param>
    /// <returns>Placed or refused; a refusal changes nothing.</returns>
    public PlacementDecision Place(PlacementRequest request)
    {
        if (TryPlace(request) is not { } allocation)
        {
            return PlacementPolicy.Refuse([.. Candidates()], request with { PeerHosts = PeersNow(request) });
        }

        var scores = ImmutableArray.CreateBuilder<HostScore>(_weights.ScoresKept);
        foreach (ref readonly var candidate in _hosts.Candidates.Kept[..Math.Min(_weights.ScoresKept, _hosts.Candidates.Count)])
        {
            var (leftover, alignment, _) = _hosts.FitOf(candidate, request);
            scores.Add(new HostScore(_hosts.Ledger.NameOf(candidate.Host), candidate.Peers, candidate.Warm, leftover, alignment, candidate.Outcome.Gain));
        }

        return new PlacementDecision.Placed(allocation, scores.ToImmutable(), _hosts.Candidates.Feasible);
    }

    /// <summary>As <see cref="Place"/>, without the scores and without the reasons of a refusal.</summary>
    /// <param name="request">The replica; its peers are those before the transaction.</param>
    /// <returns>What it holds now; null where it fits nowhere.</returns>
    public ReplicaAllocation? TryPlace(PlacementRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ThrowIfInvalid();
        if (_hosts.Choose(request, PeersFor(request)) is not { } best)
        {
            return null;
        }

        var claim = new ResourceClaim
        {
            CpuMillicores = request.CpuMillicores,
            MemoryBytes = request.MemoryBytes,
            DeviceIds = _hosts.Ledger.DevicesAt(best.Host, best.Outcome.Best!.Rooms),
            DeviceMemoryBytes = request.Devices?.MemoryBytes ?? 0,
            DeviceComputeThousandths = request.Devices?.ComputeThousandths ?? 0,
        };
        var allocation = new ReplicaAllocation(request.ReplicaId, request.Model, _hosts.Ledger.NameOf(best.Host), claim);
        Apply(best.Host, allocation, places: true);
        return allocation;
    }

    /// <summary>The host that a request would get; null where it fits nowhere.</summary>
    internal int? Choose(PlacementRequest request) => _hosts.Choose(request, PeersFor(request))?.Host;

    /// <summary>The peers that count for a request, by host.</summary>
    internal IReadOnlyDictionary<int, int> PeersFor(PlacementRequest request) => request.Spread == SpreadRule.None ? NoPeers : PeerCounts(request);

    /// <summary>Gives back what a replica holds, placed before or in the transaction.</summary>
    /// <param name="allocation">What it holds.</param>
    /// <exception cref="ArgumentException">The snapshot has no such host.</exception>
    /// <exception cref="InvalidOperationException">The host would have more free than it has.</exception>
    public void Release(ReplicaAllocation allocation)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        if (!_hosts.Ledger.TryFind(allocation.Host, out var host))
        {
            throw new ArgumentException($"The snapshot has no host {allocation.Host}.", nameof(allocation));
        }

        LedgerMath.GiveBack(_hosts.Ledger.CandidateAt(host), allocation.Claim);
        Apply(host, allocation, places: false);
    }

    /// <summary>Marks this point.</summary>
    /// <returns>What <see cref="Rollback"/> takes.</returns>
    public PlacementCheckpoint Checkpoint() => new(this, _changes.Count, StampAt(_changes.Count));

    /// <summary>Undoes every change since a checkpoint; checkpoints taken since are void.</summary>
    /// <param name="checkpoint">A checkpoint of this transaction that has not been rolled back over.</param>
    /// <exception cref="InvalidOperationException">The checkpoint belongs elsewhere or is void.</exception>
    public void Rollback(PlacementCheckpoint checkpoint)
    {
        if (checkpoint.Owner != this || checkpoint.Depth > _changes.Count || StampAt(checkpoint.Depth) != checkpoint.Stamp)
        {
            throw new InvalidOperationException("The checkpoint belongs to another transaction, or the transaction was rolled back over it.");
        }

        while (_changes.Count > checkpoint.Depth)
        {
            var last = _changes[^1];
            Do(last.HostIndex, last.Allocation, places: !last.Places);
            _changes.RemoveAt(_changes.Count - 1);
        }
    }

    private IEnumerable<HostCandidate> Candidates() => Enumerable.Range(0, _hosts.Ledger.Count).Select(_hosts.Ledger.CandidateAt);

    private long StampAt(int depth) => depth == 0 ? 0 : _changes[depth - 1].Stamp;

    private void Apply(int host, ReplicaAllocation allocation, bool places)
    {
        _changes.Add(new PlacementChange(++_stamp, host, allocation, places));
        Do(host, allocation, places);
    }

    private void Do(int host, ReplicaAllocation allocation, bool places)
    {
        _hosts.Apply(host, allocation.Claim, places ? 1 : -1);
        if (!_peersByModel.TryGetValue(allocation.Model, out var peers))
        {
            peers = [];
            _peersByModel.Add(allocation.Model, peers);
        }

        peers[host] = peers.GetValueOrDefault(host) + (places ? 1 : -1);
    }

    /// <summary>The peers before and what the transaction added and took off, by host; never below none.</summary>
    private Dictionary<int, int> PeerCounts(PlacementRequest request)
    {
        var counts = new Dictionary<int, int>();
        foreach (var name in request.PeerHosts)
        {
            if (_hosts.Ledger.TryFind(name, out var host))
            {
                counts[host] = counts.GetValueOrDefault(host) + 1;
            }
        }

        foreach (var (host, more) in _peersByModel.GetValueOrDefault(request.Model, NoPeers))
        {
            var count = Math.Max(0, counts.GetValueOrDefault(host) + more);
            counts[host] = count;
        }

        return counts;
    }

    private ImmutableArray<string> PeersNow(PlacementRequest request) =>
        [.. PeerCounts(request).OrderBy(pair => pair.Key).SelectMany(pair => Enumerable.Repeat(_hosts.Ledger.NameOf(pair.Key), pair.Value))];
}
