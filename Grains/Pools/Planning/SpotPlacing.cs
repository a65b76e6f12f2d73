using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Scheduling.Placement;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Planning;

/// <summary>
/// Places a replica so that no more of its model's replicas than its class allows are on spot machines, as long as there is room elsewhere: a replica on a
/// machine that may go is better than none. The pool and its dry run both place by it.
/// </summary>
internal static class SpotPlacing
{
    /// <param name="room">Where it is placed.</param>
    /// <param name="request">The replica, with its peers.</param>
    /// <param name="hosts">The pool's hosts.</param>
    /// <param name="model">Its model.</param>
    /// <param name="limits">How many may be on spot machines; null for as many as there are.</param>
    public static PlacementDecision Place(PlacementTransaction room, PlacementRequest request, IEnumerable<HostView> hosts, PoolModel model, SpotLimits? limits)
    {
        if (limits is not null)
        {
            var spot = hosts.Where(host => host.Cost?.Purchase == PurchaseType.Spot).Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
            if (spot.Count > 0 && request.PeerHosts.Count(spot.Contains) >= Math.Floor((ShareOf(model.Spec, limits) * model.Wanted) + 1e-9)
                && hosts.Select(host => host.Host).Where(host => !spot.Contains(host)).ToList() is { Count: > 0 } stable
                && room.Place(request with { AllowedHosts = [.. stable] }) is PlacementDecision.Placed placed)
            {
                return placed;
            }
        }

        return room.Place(request);
    }

    /// <summary>The share of a model's replicas that may be on spot machines.</summary>
    public static double ShareOf(ModelSpec spec, SpotLimits limits) => spec.Class switch
    {
        ServiceClass.Critical => limits.Critical,
        ServiceClass.Batch => limits.Batch,
        _ => limits.Standard,
    };
}
