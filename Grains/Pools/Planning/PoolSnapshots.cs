using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Grains.Hosts;
using Krewe.Hosts;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools.Planning;

/// <summary>From what a pool decides from to what the deciding code takes. The pool itself and every dry run go through here.</summary>
internal static class PoolSnapshots
{
    public static PlacementSnapshot Hosts(this PoolSnapshot snapshot) => new(snapshot.Hosts.Select(HostCandidates.From));

    public static PlacementWeights ToWeights(this SnapshotWeights weights) =>
        new() { Tightness = weights.Tightness, Alignment = weights.Alignment, ScoresKept = weights.ScoresKept };

    public static SnapshotWeights ToSnapshot(this PlacementWeights weights) =>
        new() { Tightness = weights.Tightness, Alignment = weights.Alignment, ScoresKept = weights.ScoresKept };

    /// <summary>The pool's state as its planner takes it.</summary>
    public static PoolState State(this PoolSnapshot snapshot) => new()
    {
        Models = snapshot.Models.ToImmutableSortedDictionary(
            model => model.Model.ToString(),
            model => model.Model(),
            StringComparer.Ordinal),
        Replicas = snapshot.Replicas.ToImmutableSortedDictionary(
            replica => replica.Lease.Replica.ToString(),
            replica => new PoolReplica { Lease = replica.Lease, Revision = replica.Revision, Spec = replica.Spec, Stopping = replica.Stopping },
            StringComparer.Ordinal),
        LastEpoch = snapshot.LastEpoch,
        Packing = snapshot.Packing,
        Migrations = snapshot.Migrations.ToImmutableSortedDictionary(migration => migration.Id, migration => migration, StringComparer.Ordinal),
    };

    /// <summary>A model as the pool keeps it.</summary>
    public static PoolModel Model(this SnapshotModel model) => new()
    {
        Spec = model.Spec, Generation = model.Generation, Revision = model.Revision, Removing = model.Removing, Target = model.Target, Override = model.Override,
    };

    /// <summary>What the replicas said last, those that have said something.</summary>
    public static Dictionary<string, ReplicaView> Views(this PoolSnapshot snapshot) => snapshot.Replicas
        .Where(replica => replica.Phase is not null)
        .ToDictionary(
            replica => replica.Lease.Replica.ToString(),
            replica => new ReplicaView { Id = replica.Lease.Replica, Phase = replica.Phase!.Value },
            StringComparer.Ordinal);

    /// <summary>Whether the place of a lease is taken out of service, by an operator or by the health of a device.</summary>
    public static bool Leaves(this IReadOnlyDictionary<string, HostView> hosts, Lease lease) =>
        hosts.TryGetValue(lease.Host, out var host)
        && (host.Draining || host.Devices.Any(device => IsLeft(device) && lease.Devices.Contains(device.Observation.Uuid)));

    /// <summary>The place with a host or device of it taken out of service.</summary>
    public static HostView Without(this HostView host, string? device) => device is null
        ? host with { Draining = true, State = host.State == HostState.Active ? HostState.Draining : host.State }
        : host with { Devices = [.. host.Devices.Select(one => one.Observation.Uuid == device ? one with { State = DeviceState.Cordoned } : one)] };

    private static bool IsLeft(DeviceView device) =>
        device.State == DeviceState.Cordoned || device.Health is DeviceHealth.Draining or DeviceHealth.Lost;
}
