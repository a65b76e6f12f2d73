using System.Collections.Immutable;
using System.Globalization;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;
using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Planning.Fleets;

/// <summary>
/// The room of a described fleet during one replay. Each replica is placed by the code that places it in a cluster: what does not fit has
/// no place, also where as much is free in pieces.
/// </summary>
internal sealed class FleetPlaces
{
    // As many as a pool moves at once for one replica.
    private const int MostMoves = 2;
    private readonly DescribedFleet _fleet;
    private readonly ImmutableArray<ReplicaShape> _shapes;
    private readonly FleetMachines? _machines;
    private readonly LaterNeeds _expected = new();
    private readonly ImmutableArray<PlacementRequest> _requests;
    private readonly List<ReplicaAllocation>[] _held;
    private readonly List<FleetMove> _moves = [];
    private readonly Dictionary<string, int> _usedBy = new(StringComparer.Ordinal);
    private PlacementTransaction _hosts;
    private (int Model, long Changes) _tried = (-1, 0);

    // Counts placements and releases: what helped nobody is not tried again before.
    private long _changes;
    private double _usedPrice;
    private Func<int, double> _moveSeconds = _ => 0;

    public FleetPlaces(DescribedFleet fleet, ImmutableArray<ReplicaShape> shapes, int seed)
    {
        (_fleet, _shapes) = (fleet, shapes);
        _requests =
        [
            .. shapes.Select((shape, model) => new PlacementRequest
            {
                ReplicaId = model.ToString(CultureInfo.InvariantCulture),
                Model = model.ToString(CultureInfo.InvariantCulture),
                CpuMillicores = shape.CpuMillicores,
                MemoryBytes = shape.MemoryBytes,
                Devices = shape.Devices,
            }),
        ];
        _held = [.. shapes.Select(_ => new List<ReplicaAllocation>())];
        _hosts = Empty();
        Capacity = Fill();
        _hosts = Empty();
        if (!fleet.Elastic.IsEmpty)
        {
            _machines = new FleetMachines(fleet.Elastic, seed);
            Refresh();
        }
    }

    /// <summary>Replicas that fit into the empty fleet when the models take turns.</summary>
    public int Capacity { get; }

    /// <summary>What an hour of the machines costs that hold a replica.</summary>
    public double HourlyPrice => _usedPrice + (_machines?.HourlyPrice ?? 0);

    /// <summary>Machines that were asked for.</summary>
    public int Bought => _machines?.Bought ?? 0;

    /// <summary>Machines that were taken back.</summary>
    public int TakenBack => _machines?.TakenBack ?? 0;

    /// <summary>Placements and releases so far.</summary>
    public long Changes => _changes;

    /// <summary>The machines with what is free on each.</summary>
    public ImmutableArray<HostCandidate> Hosts => _hosts.Current.Hosts;

    /// <summary>Takes room for a replica of a model; false where it fits nowhere.</summary>
    public bool TryPlace(int model)
    {
        if (_hosts.TryPlace(_requests[model]) is not { } allocation)
        {
            return false;
        }

        _held[model].Add(allocation);
        Use(allocation.Host, 1);
        return true;
    }

    /// <summary>Gives back the room of the replica of a model that was placed last: replicas of a model are alike.</summary>
    public void Release(int model)
    {
        var allocation = _held[model][^1];
        _held[model].RemoveAt(_held[model].Count - 1);
        _hosts.Release(allocation);
        Use(allocation.Host, -1);
    }

    /// <summary>Replicas that were moved to make room for others.</summary>
    public int Moves { get; private set; }

    /// <summary>
    /// Has replicas moved so that one more of a model has room once they have: others are started elsewhere first, so what they held is free only after that.
    /// One rearrangement at a time. Each move that has room now is begun; a chain of them goes on when asked again.
    /// </summary>
    /// <param name="model">Whose replica has no room.</param>
    /// <param name="now">Now.</param>
    /// <param name="moveSeconds">How long a replica of each model takes to start elsewhere.</param>
    public void MakeRoom(int model, double now, Func<int, double> moveSeconds)
    {
        if (_moves.Count > 0 || _tried == (model, _changes))
        {
            return;
        }

        _tried = (model, _changes);

        // What is expected to come is the one that waits: room for it is worth moves.
        var trial = new PlacementTransaction(_hosts.Current, new PlacementWeights(), DemandMix.Of([DemandShape.Of(_requests[model])]), new PackingOptions());
        var placer = new RepackingPlacer(trial, moveCost: 0);
        for (var other = 0; other < _held.Length; other++)
        {
            foreach (var allocation in _held[other])
            {
                placer.Hold(_requests[other], allocation);
            }
        }

        foreach (var (from, to) in (placer.Place(_requests[model], MostMoves)?.Moves ?? []).Reverse())
        {
            var moved = int.Parse(from.Model, CultureInfo.InvariantCulture);
            if (_hosts.TryPlace(_requests[moved] with { AllowedHosts = [to.Host] }) is { } place)
            {
                _held[moved][_held[moved].IndexOf(from)] = place;
                _moves.Add(new FleetMove(now + moveSeconds(moved), from));
                Use(place.Host, 1);
                Moves++;
            }
        }
    }

    /// <summary>Lets machines come and go.</summary>
    /// <param name="now">Now.</param>
    /// <param name="committed">Replicas of each model that serve, start or wait.</param>
    /// <param name="later">What each model will need in so many seconds, as far as anybody says.</param>
    /// <param name="moveSeconds">How long a replica of each model takes to start elsewhere.</param>
    /// <param name="lost">Is told of each replica that ends with its machine, by model.</param>
    public void Round(double now, Func<int, int> committed, Func<int, double, LaterReplicas?> later, Func<int, double> moveSeconds, Action<int> lost)
    {
        _moveSeconds = moveSeconds;
        _machines?.Round(now, this, wait => [.. _requests.Select((request, model) => _expected.Expect(
            new CapacityNeed
            {
                Request = request, Replicas = committed(model), Class = _shapes[model].Class, SpotShare = _shapes[model].SpotShare, HeldOn = [.. _held[model].Select(held => held.Host)],
            },
            _fleet.LooksAhead ? later(model, wait + moveSeconds(model)) : null,
            now))], lost);
    }

    /// <summary>Takes over which machines are there.</summary>
    public void Refresh()
    {
        var hosts = _hosts.Current.Hosts;
        var next = hosts.Select(host => host with { Availability = _machines!.Of(host.Name) }).ToList();
        if (!hosts.Select(host => host.Availability).SequenceEqual(next.Select(host => host.Availability)))
        {
            _changes++;
            _hosts = new PlacementTransaction(new PlacementSnapshot(next), new PlacementWeights());
        }
    }

    /// <summary>Whether nothing is held on a machine.</summary>
    public bool IsEmpty(string host) => _held.All(held => held.All(one => one.Host != host)) && _moves.All(move => move.From.Host != host);

    /// <summary>Has the replicas of a machine start elsewhere where there is room; what they hold is free once they serve there.</summary>
    public void Evacuate(string host, double now)
    {
        for (var model = 0; model < _held.Length; model++)
        {
            for (var at = 0; at < _held[model].Count; at++)
            {
                if (_held[model][at] is { } from && from.Host == host && _hosts.TryPlace(_requests[model]) is { } place)
                {
                    _held[model][at] = place;
                    _moves.Add(new FleetMove(now + _moveSeconds(model), from));
                    Use(place.Host, 1);
                    Moves++;
                }
            }
        }
    }

    /// <summary>Frees what is left on a machine that ends.</summary>
    /// <returns>The models of the replicas that end with it.</returns>
    public List<int> Lose(string host)
    {
        var lost = new List<int>();
        for (var model = 0; model < _held.Length; model++)
        {
            foreach (var allocation in _held[model].Where(held => held.Host == host).ToList())
            {
                _held[model].Remove(allocation);
                _hosts.Release(allocation);
                Use(host, -1);
                lost.Add(model);
            }
        }

        // What is on its way elsewhere is not serving yet: it goes on starting there.
        EndMoves(double.PositiveInfinity, host);
        return lost;
    }

    /// <summary>Frees what replicas held that have moved by now.</summary>
    /// <param name="now">Now.</param>
    /// <param name="host">Only on this machine; null for all.</param>
    public void EndMoves(double now, string? host = null)
    {
        foreach (var move in _moves.Where(move => move.Until <= now && (host is null || move.From.Host == host)).ToList())
        {
            _moves.Remove(move);
            _hosts.Release(move.From);
            Use(move.From.Host, -1);
        }
    }

    private PlacementTransaction Empty() => new(new PlacementSnapshot(_fleet.Hosts), new PlacementWeights());

    private int Fill()
    {
        var (count, before) = (0, -1);
        while (count > before)
        {
            before = count;
            foreach (var request in _requests)
            {
                count += _hosts.TryPlace(request) is null ? 0 : 1;
            }
        }

        return count;
    }

    private void Use(string host, int change)
    {
        _changes++;
        var before = _usedBy.GetValueOrDefault(host);
        _usedBy[host] = before + change;
        if (before == 0 || before + change == 0)
        {
            _usedPrice += Math.Sign(change) * _fleet.HourlyPrices.GetValueOrDefault(host);
        }
    }
}
