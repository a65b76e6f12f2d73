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
    private readonly List<FleetPlace>[] _held;
    private readonly DeviceSpeeds _speeds;
    private readonly ImmutableArray<PlaceSpeed>[] _speedsWhenEmpty;
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
        _held = [.. shapes.Select(_ => new List<FleetPlace>())];
        _speeds = new DeviceSpeeds(fleet, shapes);
        _hosts = Empty();
        var most = Fill();
        (Capacity, _speedsWhenEmpty) = (most.Count, [.. shapes.Select((_, model) => Count(most.Where(place => place.Model == model)))]);
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

    /// <summary>Takes room for a replica of a model; null where it fits nowhere.</summary>
    public FleetPlace? TryPlace(int model)
    {
        if (TryFit(model) is not { } place)
        {
            return null;
        }

        _held[model].Add(place);
        Use(place.Allocation.Host, 1);
        return place;
    }

    /// <summary>Gives back the room of a replica.</summary>
    public void Release(FleetPlace place)
    {
        _held[place.Model].Remove(place);
        _hosts.Release(place.Allocation);
        Use(place.Allocation.Host, -1);
    }

    /// <summary>How fast a model's replicas are where they are; while it has none, where they would be if the models took turns on the empty fleet.</summary>
    public ImmutableArray<PlaceSpeed> SpeedsOf(int model) => _shapes[model].Speeds.IsEmpty ? [] : _held[model].Count == 0 ? _speedsWhenEmpty[model] : Count(_held[model]);

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
            foreach (var held in _held[other])
            {
                placer.Hold(_requests[other], held.Allocation);
            }
        }

        foreach (var (from, to) in (placer.Place(_requests[model], MostMoves)?.Moves ?? []).Reverse())
        {
            var moved = int.Parse(from.Model, CultureInfo.InvariantCulture);
            if (_hosts.TryPlace(_requests[moved] with { AllowedHosts = [to.Host] }) is { } room)
            {
                Move(_held[moved].First(held => held.Allocation == from), room, now + moveSeconds(moved));
            }
        }
    }

    /// <summary>Lets machines come and go.</summary>
    /// <param name="now">Now.</param>
    /// <param name="committed">Replicas of each model that serve, start or wait.</param>
    /// <param name="later">What each model will need in so many seconds, as far as anybody says.</param>
    /// <param name="moveSeconds">How long a replica of each model takes to start elsewhere.</param>
    /// <param name="lost">Is told of each replica that ends with its machine.</param>
    public void Round(double now, Func<int, int> committed, Func<int, double, LaterReplicas?> later, Func<int, double> moveSeconds, Action<FleetPlace> lost)
    {
        _moveSeconds = moveSeconds;
        _machines?.Round(now, this, starts => [.. _requests.Select((request, model) => _expected.Expect(
            new CapacityNeed
            {
                Request = request, Replicas = committed(model), Class = _shapes[model].Class, SpotShare = _shapes[model].SpotShare, HeldOn = [.. _held[model].Select(held => held.Allocation.Host)],
            },
            _fleet.LooksAhead ? Ahead(starts, wait => later(model, wait + moveSeconds(model))) : [],
            now))], lost);
    }

    private static List<(double Start, LaterReplicas Needed)> Ahead(ImmutableArray<double> starts, Func<double, LaterReplicas?> later) =>
        [.. starts.Select(start => (start, later(LaterNeeds.SecondsFor(start)))).Where(one => one.Item2 is not null).Select(one => (one.start, one.Item2!.Value))];

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
    public bool IsEmpty(string host) => _held.All(held => held.All(one => one.Allocation.Host != host)) && _moves.All(move => move.From.Host != host);

    /// <summary>Has the replicas of a machine start elsewhere where there is room; what they hold is free once they serve there.</summary>
    public void Evacuate(string host, double now)
    {
        foreach (var place in _held.SelectMany(held => held).Where(held => held.Allocation.Host == host))
        {
            if (_hosts.TryPlace(_requests[place.Model]) is { } room)
            {
                Move(place, room, now + _moveSeconds(place.Model));
            }
        }
    }

    /// <summary>Frees what is left on a machine that ends.</summary>
    /// <returns>The replicas that end with it.</returns>
    public List<FleetPlace> Lose(string host)
    {
        var lost = _held.SelectMany(held => held).Where(held => held.Allocation.Host == host).ToList();
        lost.ForEach(Release);

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
            move.Place.Speed = _speeds.Of(move.Place.Model, move.Place.Allocation);
        }
    }

    private PlacementTransaction Empty() => new(new PlacementSnapshot(_fleet.Hosts), new PlacementWeights());

    private static ImmutableArray<PlaceSpeed> Count(IEnumerable<FleetPlace> places) =>
        [.. places.GroupBy(place => place.Speed).Select(group => new PlaceSpeed(group.Key, group.Count())).OrderByDescending(one => one.Speed)];

    private FleetPlace? TryFit(int model) => _hosts.TryPlace(_requests[model]) is { } allocation ? new FleetPlace(model, allocation, _speeds.Of(model, allocation)) : null;

    private List<FleetPlace> Fill()
    {
        var (places, before) = (new List<FleetPlace>(), -1);
        while (places.Count > before)
        {
            before = places.Count;
            for (var model = 0; model < _requests.Length; model++)
            {
                if (TryFit(model) is { } place)
                {
                    places.Add(place);
                }
            }
        }

        return places;
    }

    /// <summary>A replica starts elsewhere; what it held is free once it serves there.</summary>
    private void Move(FleetPlace place, ReplicaAllocation room, double until)
    {
        _moves.Add(new FleetMove(until, place.Allocation, place));
        place.Allocation = room;
        Use(room.Host, 1);
        Moves++;
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
