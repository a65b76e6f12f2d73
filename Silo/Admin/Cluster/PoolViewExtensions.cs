using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What is in the pools, in the order in which it is shown.</summary>
internal static class PoolViewExtensions
{
    public static ImmutableArray<PlacementView> AllModels(this ImmutableArray<PoolView> pools) =>
        [.. pools.SelectMany(pool => pool.Models).OrderBy(placement => placement.Model.ToString(), StringComparer.Ordinal)];

    public static ImmutableArray<HostView> AllHosts(this ImmutableArray<PoolView> pools) =>
        [.. pools.SelectMany(pool => pool.Hosts).GroupBy(host => host.Host).Select(Whole).OrderBy(host => host.Host, StringComparer.Ordinal)];

    public static ImmutableArray<DeviceView> AllDevices(this ImmutableArray<PoolView> pools) =>
        [.. pools.AllHosts().SelectMany(host => host.Devices)];

    public static ImmutableArray<ReplicaView> AllReplicas(this ImmutableArray<PoolView> pools) =>
        [.. pools.SelectMany(pool => pool.Models).SelectMany(placement => placement.Replicas).OrderBy(replica => replica.Id)];

    /// <summary>A host of several pools, of which each has told its part. The newest word counts.</summary>
    private static HostView Whole(IEnumerable<HostView> parts)
    {
        var all = parts.OrderByDescending(part => part.SeenAt).ToList();
        return all is [var only] ? only : all[0] with
        {
            Devices = [.. all.SelectMany(part => part.Devices).DistinctBy(device => device.Observation.Uuid)],
            Leases = [.. all.SelectMany(part => part.Leases).DistinctBy(lease => (lease.Replica, lease.Epoch)).OrderBy(lease => lease.Replica)],
        };
    }

    /// <summary>A model; while it moves between pools, where it stays.</summary>
    public static PlacementView? FindModel(this ImmutableArray<PoolView> pools, ModelKey model) =>
        pools.SelectMany(pool => pool.Models).Where(placement => placement.Model == model).OrderBy(placement => placement.Removing).FirstOrDefault();
}
