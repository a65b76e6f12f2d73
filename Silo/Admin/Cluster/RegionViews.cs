using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Devices;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Pools;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>Puts together what the fleet, the pools and the silos say of regions. Pure.</summary>
internal static class RegionViews
{
    public static ImmutableArray<RegionView> Of(FleetView fleet, ImmutableArray<PoolView> pools, ImmutableArray<SiloView> silos)
    {
        var placed = pools.SelectMany(pool => pool.Models).Where(model => !model.Removing).ToLookup(model => model.Model);
        var copies = fleet.Spread.SelectMany(one => one.Route.Copies.Select(copy => (Copy: copy, one.Route.Home))).ToDictionary(pair => pair.Copy, pair => pair.Home);
        return
        [
            .. fleet.Regions.Select(region =>
            {
                // A host with devices in several pools is known to each of them.
                var hosts = pools.Where(pool => pool.Key.Region == region.Name).SelectMany(pool => pool.Hosts).DistinctBy(host => host.Host).ToList();
                var devices = pools.Where(pool => pool.Key.Region == region.Name).SelectMany(pool => pool.Hosts).SelectMany(host => host.Devices)
                    .Where(device => device.Observation.Accelerator).DistinctBy(device => (device.Host, device.Observation.Uuid)).ToList();
                var spread = fleet.Spread.Where(one => one.Route.Home.Region == region.Name).Select(one => ModelOf(one, placed)).ToImmutableArray();
                var guests = copies.Where(pair => pair.Key.Region == region.Name && placed[pair.Key].Any(model => !model.Replicas.IsEmpty)).Select(pair => pair.Value).ToImmutableArray();
                return new RegionView
                {
                    Name = region.Name,
                    State = region.LostSince is not null ? RegionState.Lost
                        : region.DrainedSince is null ? RegionState.Active
                        : region.Decided && guests.IsEmpty && spread.All(HasLeft) ? RegionState.Drained : RegionState.Draining,
                    Since = region.LostSince ?? region.DrainedSince,
                    Pools = region.Pools,
                    Silos = silos.Count(silo => silo.Status == "Active" && silo.Metadata.GetValueOrDefault("region") == region.Name),
                    Devices = devices.Count,
                    FreeDevices = devices.Count(device => device is { State: DeviceState.Active, FreeComputeThousandths: >= 1_000 }),
                    CpuMillicores = hosts.Sum(host => (long)host.CpuMillicores),
                    FreeCpuMillicores = hosts.Sum(host => (long)host.FreeCpuMillicores),
                    Models = fleet.Models.Count(assignment => assignment.Model.Region == region.Name && !copies.ContainsKey(assignment.Model)),
                    Spread = spread,
                    Guests = [.. guests.OrderBy(model => model.ToString(), StringComparer.Ordinal)],
                    RoundTrips = region.Latencies.ToImmutableSortedDictionary(one => one.To, one => one.Milliseconds, StringComparer.Ordinal),
                };
            }),
        ];
    }

    /// <summary>What finds no place elsewhere, in part or at all, is no reason to wait.</summary>
    private static bool HasLeft(RegionModel model) => model.Move is null ? model.Phase == SpreadPhase.Home : model.AtHome <= model.Missing && model.Phase is SpreadPhase.Away or SpreadPhase.Preparing;

    private static RegionModel ModelOf(SpreadStatus status, ILookup<ModelKey, PlacementView> placed) => new()
    {
        Model = status.Route.Home,
        Phase = status.Phase,
        Move = status.Move,
        Held = status.Held,
        HomeThousandths = status.Route.HomeThousandths,
        Ready = status.Route.Elsewhere.Append(status.Route.Home).Select(key => (key.Region, Ready: placed[key].Sum(model => model.Ready))).Where(one => one.Ready > 0)
            .ToImmutableSortedDictionary(one => one.Region, one => one.Ready, StringComparer.Ordinal),
        AtHome = placed[status.Route.Home].Sum(model => model.Replicas.Length),
        Missing = status.Missing,
    };
}
