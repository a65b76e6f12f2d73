using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>
/// Tentative placements and releases over a snapshot, so that a whole round is planned before anything is asked of a host. What
/// is placed here counts at once, for room and for spreading. Nothing is ever overcommitted. Not safe for concurrent use.
/// </summary>
public sealed class PlacementTransaction
{
    private readonly HostCandidate[] _hosts;
    private readonly Dictionary<string, int> _indexByName = new(StringComparer.Ordinal);
    private readonly List<PlacementChange> _changes = [];
    private readonly PlacementWeights _weights;
    private long _stamp;

    /// <summary>Starts from a snapshot, which stays as it is.</summary>
    /// <param name="snapshot">The hosts.</param>
    /// <param name="weights">What counts between hosts that fit.</param>
    public PlacementTransaction(PlacementSnapshot snapshot, PlacementWeights weights)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(weights);
        _hosts = [.. snapshot.Hosts];
        _weights = weights;
        for (var at = 0; at < _hosts.Length; at++)
        {
            _indexByName.Add(_hosts[at].Name, at);
        }
    }

    /// <summary>The hosts with all changes so far.</summary>
    public PlacementSnapshot Current => new(_hosts);

    /// <summary>The changes so far, in order: what was placed (true) or released (false).</summary>
    public ImmutableArray<(ReplicaAllocation Allocation, bool Placed)> Changes => [.. _changes.Select(change => (change.Allocation, change.Places))];

    /// <summary>Decides where a replica goes, and takes the room when it has a place.</summary>
    /// <param name="request">The replica; its peers are those before the transaction.</param>
    /// <returns>Placed or refused; a refusal changes nothing.</returns>
    public PlacementDecision Place(PlacementRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var decision = PlacementPolicy.Decide(_hosts, request with { PeerHosts = PeersNow(request) }, _weights);
        if (decision is PlacementDecision.Placed placed)
        {
            var index = _indexByName[placed.Host];
            Apply(index, LedgerMath.Take(_hosts[index], placed.Allocation.Claim), placed.Allocation, places: true);
        }

        return decision;
    }

    /// <summary>Gives back what a replica holds, placed before or in the transaction.</summary>
    /// <param name="allocation">What it holds.</param>
    /// <exception cref="ArgumentException">The snapshot has no such host.</exception>
    /// <exception cref="InvalidOperationException">The host would have more free than it has.</exception>
    public void Release(ReplicaAllocation allocation)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        if (!_indexByName.TryGetValue(allocation.Host, out var index))
        {
            throw new ArgumentException($"The snapshot has no host {allocation.Host}.", nameof(allocation));
        }

        Apply(index, LedgerMath.GiveBack(_hosts[index], allocation.Claim), allocation, places: false);
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
            _hosts[last.HostIndex] = last.Before;
            _changes.RemoveAt(_changes.Count - 1);
        }
    }

    private long StampAt(int depth) => depth == 0 ? 0 : _changes[depth - 1].Stamp;

    private void Apply(int index, HostCandidate after, ReplicaAllocation allocation, bool places)
    {
        _changes.Add(new PlacementChange(++_stamp, index, _hosts[index], allocation, places));
        _hosts[index] = after;
    }

    private ImmutableArray<string> PeersNow(PlacementRequest request)
    {
        var peers = request.PeerHosts.ToBuilder();
        foreach (var change in _changes)
        {
            if (change.Allocation.Model != request.Model)
            {
                continue;
            }

            if (change.Places)
            {
                peers.Add(change.Allocation.Host);
            }
            else
            {
                peers.Remove(change.Allocation.Host);
            }
        }

        return peers.ToImmutable();
    }
}
