using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>How many replicas of a model have room, or lack it, while room is given out.</summary>
internal sealed class RoomCount(CapacityNeed need, IReadOnlyDictionary<bool, int> held)
{
    private readonly int _heldSpot = held.GetValueOrDefault(true);
    private readonly int _heldStable = held.GetValueOrDefault(false);

    // Of those that were given room, or lack it.
    private int _counted;
    private int _countedSpot;

    public CapacityNeed Need => need;

    /// <summary>Gives room to what is missing up to a number of replicas.</summary>
    /// <param name="replicas">The number.</param>
    /// <param name="stable">Room on other than spot machines.</param>
    /// <param name="spot">Room on spot machines.</param>
    /// <param name="startSeconds">0 for those that are needed now; else how long a machine takes that serves when they are.</param>
    /// <returns>What has none; null for nothing.</returns>
    public Lack? Place(int replicas, PlacementTransaction stable, PlacementTransaction spot, double startSeconds)
    {
        var share = need.SpotOf(replicas);
        var onSpot = Math.Max(0, share - _heldSpot - _countedSpot);
        var missing = replicas - _heldStable - Math.Min(_heldSpot, share) - _counted;
        _counted += Math.Max(0, missing);
        while (missing > 0 && onSpot > 0 && spot.TryPlace(need.Request) is not null)
        {
            missing--;
            onSpot--;
            _countedSpot++;
        }

        while (missing > 0 && stable.TryPlace(need.Request) is not null)
        {
            missing--;
        }

        if (missing <= 0)
        {
            return null;
        }

        _countedSpot += Math.Min(onSpot, missing);
        return new Lack(need, missing, Math.Min(onSpot, missing), startSeconds);
    }
}
