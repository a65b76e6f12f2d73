using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Scheduling.Placement;

/// <summary>
/// Places replicas, and where one fits nowhere or only at a loss moves others out of its way, if all hosts together gain by it: what is
/// expected to be placed yet, plus the replica, less what the moves cost. Not safe for concurrent use.
/// </summary>
public sealed class RepackingPlacer
{
    private readonly PlacementTransaction _transaction;
    private readonly List<HeldReplica>[] _held;
    private const int OffersTried = 8;

    private readonly ExchangeChains _chains;
    private readonly RoomMakers _makers;
    private readonly double _moveCost;

    /// <summary>Starts with nothing that may be moved.</summary>
    /// <param name="transaction">Where replicas are placed; it must know what is expected to come.</param>
    /// <param name="moveCost">What a move costs, in thousandths of a device that could be filled instead, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cost is negative or no number.</exception>
    public RepackingPlacer(PlacementTransaction transaction, double moveCost)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (!(moveCost >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(moveCost), moveCost, "A move costs 0 or more.");
        }

        (_transaction, _moveCost) = (transaction, moveCost);
        _held = new List<HeldReplica>[transaction.Hosts.Ledger.Count];
        for (var host = 0; host < _held.Length; host++)
        {
            _held[host] = [];
        }

        _chains = new ExchangeChains(transaction.Hosts, _held);
        _makers = new RoomMakers(transaction.Hosts, _held);
    }

    /// <summary>Names a replica that may be moved.</summary>
    /// <param name="request">What it asked for; its peers are those before the transaction.</param>
    /// <param name="allocation">What it holds in the transaction's hosts.</param>
    public void Hold(PlacementRequest request, ReplicaAllocation allocation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(allocation);
        if (_transaction.Hosts.Ledger.TryFind(allocation.Host, out var host))
        {
            var view = _transaction.Hosts.ViewOf(DemandShape.Of(request));
            _chains.Know(view);
            _held[host].Add(new HeldReplica(request, allocation, view));
        }
    }

    /// <summary>Places a replica, which from then on may be moved itself.</summary>
    /// <param name="request">The replica.</param>
    /// <param name="mostMoves">How many others may be moved for it now, at least 0.</param>
    /// <returns>Its place and the moves; null where it has none.</returns>
    public RepackedPlacement? Place(PlacementRequest request, int mostMoves)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (mostMoves > 0)
        {
            var hosts = _transaction.Hosts;
            var view = hosts.ViewOf(DemandShape.Of(request));
            var best = hosts.Choose(request, _transaction.PeersFor(request));
            var plain = best is { } there ? WorthOf(view, there.Host) + there.Outcome.Gain : 0;
            if ((best is null || plain < -_moveCost) && Rearrange(request, view, mostMoves, plain) is { } placement)
            {
                return placement;
            }
        }

        if (_transaction.TryPlace(request) is not { } allocation)
        {
            return null;
        }

        Hold(request, allocation);
        return new RepackedPlacement(allocation, []);
    }

    private RepackedPlacement? Rearrange(PlacementRequest request, ShapeView view, int mostMoves, double least)
    {
        foreach (var (gain, offer) in _makers.Find(view, Math.Min(2, mostMoves), _moveCost, OffersTried))
        {
            if (WorthOf(view, offer.Host) + gain > least && Follow(request, offer, least) is { } placement)
            {
                return placement;
            }
        }

        foreach (var (gain, steps) in _chains.Find(view, mostMoves, _moveCost))
        {
            if (WorthOf(view, steps[0].Host) + gain > least && Follow(request, steps, least) is { } placement)
            {
                return placement;
            }
        }

        return null;
    }

    private double WorthOf(ShapeView view, int host) => _transaction.Hosts.Future.WorthOf(view.Shape, _transaction.Hosts.ProfileAt(host).Kind);

    /// <summary>Does the steps, and keeps them only if all goes well and what is gained by them, looked at closely, is more than they cost.</summary>
    private RepackedPlacement? Follow(PlacementRequest request, ImmutableArray<ChainStep> steps, double least)
    {
        var mark = _transaction.Checkpoint();
        var touched = new Dictionary<int, double>();
        var placed = new List<(PlacementRequest Request, ReplicaAllocation Allocation)>();
        var moving = new List<(int Host, HeldReplica Replica)>();
        var comes = request;
        foreach (var (host, replica) in steps)
        {
            touched.TryAdd(host, FillOf(host));
            if (moving.Contains((host, replica)))
            {
                break;
            }

            moving.Add((host, replica));
            _transaction.Release(replica.Allocation);
            if (Allows(comes, replica.Allocation.Host) && _transaction.TryPlace(comes with { AllowedHosts = [replica.Allocation.Host] }) is { } there)
            {
                placed.Add((comes, there));
            }

            comes = replica.Request;
        }

        var last = moving.Count == steps.Length && placed.Count == steps.Length ? _transaction.Choose(comes) : null;
        if (last is { } end)
        {
            touched.TryAdd(end, FillOf(end));
            placed.Add((comes, _transaction.TryPlace(comes)!));
        }

        var gained = touched.Sum(pair => FillOf(pair.Key) - pair.Value) + WorthOf(_transaction.Hosts.ViewOf(DemandShape.Of(request)), steps[0].Host);
        if (placed.Count != steps.Length + 1 || gained - (_moveCost * steps.Length) <= least)
        {
            _transaction.Rollback(mark);
            return null;
        }

        moving.ForEach(entry => _held[entry.Host].Remove(entry.Replica));
        placed.ForEach(entry => Hold(entry.Request, entry.Allocation));
        return new RepackedPlacement(placed[0].Allocation, [.. moving.Select((entry, at) => new RepackedReplica(entry.Replica.Allocation, placed[at + 1].Allocation))]);
    }

    /// <summary>One or two go elsewhere, the request comes; kept only if what is gained by all of it is more than it costs.</summary>
    private RepackedPlacement? Follow(PlacementRequest request, RoomMaking offer, double least)
    {
        if (!Allows(request, _transaction.Hosts.Ledger.NameOf(offer.Host)))
        {
            return null;
        }

        var mark = _transaction.Checkpoint();
        var touched = new Dictionary<int, double> { [offer.Host] = FillOf(offer.Host) };
        List<HeldReplica> going = offer.Second is { } second ? [offer.First, second] : [offer.First];
        going.ForEach(replica => _transaction.Release(replica.Allocation));
        var place = _transaction.TryPlace(request with { AllowedHosts = [_transaction.Hosts.Ledger.NameOf(offer.Host)] });
        var placed = new List<ReplicaAllocation>();
        foreach (var replica in going)
        {
            if (place is not null && _transaction.Choose(replica.Request) is { } host)
            {
                touched.TryAdd(host, FillOf(host));
                placed.Add(_transaction.TryPlace(replica.Request)!);
            }
        }

        var gained = touched.Sum(pair => FillOf(pair.Key) - pair.Value) + WorthOf(_transaction.Hosts.ViewOf(DemandShape.Of(request)), offer.Host);
        if (placed.Count != going.Count || gained - (_moveCost * going.Count) <= least)
        {
            _transaction.Rollback(mark);
            return null;
        }

        going.ForEach(replica => _held[offer.Host].Remove(replica));
        Hold(request, place!);
        for (var at = 0; at < going.Count; at++)
        {
            Hold(going[at].Request, placed[at]);
        }

        return new RepackedPlacement(place!, [.. going.Select((replica, at) => new RepackedReplica(replica.Allocation, placed[at]))]);
    }

    private static bool Allows(PlacementRequest request, string host) => request.AllowedHosts.IsEmpty || request.AllowedHosts.Contains(host);

    private double FillOf(int host) => _transaction.Hosts.Future.Of(_transaction.Hosts.ProfileAt(host));
}
