using System.Collections.Immutable;
using System.Globalization;
using Krewe.Scheduling.Placement;

namespace Krewe.Planning.Fleets;

/// <summary>
/// The room of a described fleet during one replay. Each replica is placed by the code that places it in a cluster: what does not fit has
/// no place, also where as much is free in pieces.
/// </summary>
internal sealed class FleetPlaces
{
    private readonly DescribedFleet _fleet;
    private readonly ImmutableArray<PlacementRequest> _requests;
    private readonly Stack<ReplicaAllocation>[] _held;
    private readonly Dictionary<string, int> _usedBy = new(StringComparer.Ordinal);
    private PlacementTransaction _hosts;

    public FleetPlaces(DescribedFleet fleet, ImmutableArray<ReplicaShape> shapes)
    {
        _fleet = fleet;
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
        _held = [.. shapes.Select(_ => new Stack<ReplicaAllocation>())];
        _hosts = Empty();
        Capacity = Fill();
        _hosts = Empty();
    }

    /// <summary>Replicas that fit into the empty fleet when the models take turns.</summary>
    public int Capacity { get; }

    /// <summary>What an hour of the machines costs that hold a replica.</summary>
    public double HourlyPrice { get; private set; }

    /// <summary>Takes room for a replica of a model; false where it fits nowhere.</summary>
    public bool TryPlace(int model)
    {
        if (_hosts.TryPlace(_requests[model]) is not { } allocation)
        {
            return false;
        }

        _held[model].Push(allocation);
        Use(allocation.Host, 1);
        return true;
    }

    /// <summary>Gives back the room of the replica of a model that was placed last: replicas of a model are alike.</summary>
    public void Release(int model)
    {
        var allocation = _held[model].Pop();
        _hosts.Release(allocation);
        Use(allocation.Host, -1);
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
        var before = _usedBy.GetValueOrDefault(host);
        _usedBy[host] = before + change;
        if (before == 0 || before + change == 0)
        {
            HourlyPrice += Math.Sign(change) * _fleet.HourlyPrices.GetValueOrDefault(host);
        }
    }
}
