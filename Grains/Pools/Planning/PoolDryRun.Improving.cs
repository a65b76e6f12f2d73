using System.Collections.Immutable;
using Krewe.Grains.Pools.Improving;
using Krewe.Hosts;
using Krewe.Pools;
using Krewe.Pools.Improving;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools.Planning;

/// <content>Whether the pool as a whole would be better another way.</content>
public sealed partial class PoolDryRun
{
    /// <summary>The best plan for the pool as it was played until now, with what its constraints cost. Bounded by steps alone, so always the same.</summary>
    public PoolImprovement Improve()
    {
        var options = _given.Objective.ToOptions();
        var snapshot = Played();
        var plan = PoolImprovements.Search(snapshot, options, CancellationToken.None);
        return PoolImprovements.Explain(plan, options, snapshot.At, _seed, prices: true);
    }

    /// <summary>Makes a recorded plan again: with the same steps on the same snapshot, so the same bit by bit.</summary>
    /// <param name="plan">What the pool recorded.</param>
    public static PoolImprovement Replay(RecordedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var options = plan.Given.Objective.ToOptions();
        var found = PoolImprovements.Search(plan.Given, options, CancellationToken.None, plan.Found.Efforts);
        return PoolImprovements.Explain(found, options, plan.Found.At, plan.Found.Seed, prices: false);
    }

    /// <summary>The snapshot with what was played.</summary>
    private PoolSnapshot Played()
    {
        var rooms = _room.Current.Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);
        var before = _given.Replicas.Select(replica => (replica.Lease.Replica, replica.Lease.Epoch)).ToHashSet();
        var own = _state.Replicas.Values.Select(replica => replica.Lease).ToLookup(lease => lease.Host, StringComparer.Ordinal);
        return _given with
        {
            Hosts = [.. _given.Hosts.Select(host => Played(host, rooms[host.Host], [.. host.Leases.Where(lease => !before.Contains((lease.Replica, lease.Epoch))), .. own[host.Host]]))],
            Models =
            [
                .. _state.Models.Values.Select(model => new SnapshotModel
                {
                    Model = model.Spec.GetKey(),
                    Spec = model.Spec,
                    Generation = model.Generation,
                    Revision = model.Revision,
                    Removing = model.Removing,
                    Target = model.Target,
                    Override = model.Override,
                    Profiles = _given.Models.FirstOrDefault(known => known.Model == model.Spec.GetKey())?.Profiles ?? [],
                    StartupSeconds = _given.Models.FirstOrDefault(known => known.Model == model.Spec.GetKey())?.StartupSeconds,
                }),
            ],
            Replicas =
            [
                .. _state.Replicas.Select(pair => new SnapshotReplica
                {
                    Lease = pair.Value.Lease,
                    Revision = pair.Value.Revision,
                    Spec = pair.Value.Spec,
                    Stopping = pair.Value.Stopping,
                    Phase = _views.GetValueOrDefault(pair.Key)?.Phase,
                }),
            ],
            LastEpoch = _state.LastEpoch,
        };
    }

    private static HostView Played(HostView host, HostCandidate room, ImmutableArray<Lease> leases)
    {
        var devices = room.Devices.ToDictionary(device => device.Id, StringComparer.Ordinal);
        return host with
        {
            FreeCpuMillicores = (int)room.CpuFreeMillicores,
            UnleasedMemoryBytes = room.MemoryFreeBytes,
            Leases = leases,
            Devices =
            [
                .. host.Devices.Select(device => devices.TryGetValue(device.Observation.Uuid, out var free)
                    ? device with { FreeMemoryBytes = free.MemoryFreeBytes, FreeComputeThousandths = free.ComputeFreeThousandths }
                    : device),
            ],
        };
    }
}
