using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools.Planning;

/// <summary>Looks for a place for every replica of a host or a device, all of them together, before anything is told to leave.</summary>
internal static class EvacuationPlanner
{
    public static ImmutableArray<ReplicaMove> Plan(PoolSnapshot snapshot, string host, string? device)
    {
        var without = snapshot with { Hosts = [.. snapshot.Hosts.Select(one => one.Host == host ? one.Without(device) : one)] };
        var transaction = PoolPlacing.Begin(without.Hosts(), snapshot.Weights.ToWeights(), snapshot.State(), snapshot.Seed ?? PoolPlacing.Seed);
        var moves = ImmutableArray.CreateBuilder<ReplicaMove>();
        foreach (var model in snapshot.Models)
        {
            var all = snapshot.Replicas.Where(replica => replica.Lease.Replica.Model == model.Model).ToList();
            var live = all.Where(replica => !replica.Stopping).ToList();
            var leaving = live.Where(replica => IsThere(replica.Lease, host, device)).OrderBy(replica => replica.Lease.Replica).ToList();
            var wanted = model.Model().Wanted;
            var missing = Math.Clamp(wanted - (live.Count - leaving.Count), 0, leaving.Count);
            var numbers = all.Select(replica => replica.Lease.Replica.Number).ToHashSet();
            var peers = all.Select(replica => replica.Lease.Host).ToList();
            foreach (var (replica, index) in leaving.Select((replica, index) => (replica.Lease.Replica, index)))
            {
                moves.Add(index < leaving.Count - missing
                    ? new ReplicaMove { Replica = replica, HasRoom = true, Reasons = [$"{wanted} replicas are wanted, and {live.Count - leaving.Count} are elsewhere"] }
                    : Place(transaction, model, replica, numbers, peers, without.Hosts));
            }
        }

        return moves.ToImmutable();
    }

    private static ReplicaMove Place(PlacementTransaction transaction, SnapshotModel model, ReplicaId leaving, HashSet<int> numbers, List<string> peers, ImmutableArray<HostView> hosts)
    {
        var number = 0;
        while (!numbers.Add(number))
        {
            number++;
        }

        var successor = new ReplicaId(model.Model, number);
        return transaction.Place(PlacementRequests.From(model.Spec, successor, peers, hosts)) switch
        {
            PlacementDecision.Placed placed => new ReplicaMove
            {
                Replica = leaving,
                HasRoom = true,
                Host = placed.Host,
                Devices = placed.DeviceIds,
                Reasons = PlacementReasons.Of(placed),
            },
            var refused => new ReplicaMove { Replica = leaving, Reasons = PlacementReasons.Of((PlacementDecision.Refused)refused) },
        };
    }

    private static bool IsThere(Lease lease, string host, string? device) =>
        lease.Host == host && (device is null || lease.Devices.Contains(device));
}
