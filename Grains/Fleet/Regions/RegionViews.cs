using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Scheduling.Regions;
using Krewe.Specs;

namespace Krewe.Grains.Fleet.Regions;

/// <summary>From what pools say to what the deciding code takes, and back. Pure.</summary>
internal static class RegionViews
{
    /// <summary>A host that has joined is seen with its room by then; until then its machine counts as one that comes.</summary>
    private static readonly TimeSpan JoinTime = TimeSpan.FromSeconds(15);

    /// <summary>The regions that live and have answered.</summary>
    /// <param name="pools">What their pools said.</param>
    /// <param name="machines">What can be added to them.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<RegionPlace> Places(IEnumerable<PoolRegion> pools, IReadOnlyDictionary<PoolKey, MachinesView> machines, DateTimeOffset now) => pools
        .GroupBy(pool => pool.Pool.Region, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new RegionPlace
        {
            Name = group.Key,
            FreeCpuMillicores = group.Sum(pool => pool.FreeCpuMillicores),
            FreeMemoryBytes = group.Sum(pool => pool.FreeMemoryBytes),
            Devices = group.SelectMany(pool => pool.Devices).GroupBy(room => room.Class, StringComparer.Ordinal).ToImmutableSortedDictionary(
                rooms => rooms.Key, rooms => new DeviceRoom(rooms.Sum(room => room.ComputeThousandths), rooms.Sum(room => room.MemoryBytes)), StringComparer.Ordinal),
            PricePerCore = group.Average(pool => pool.PricePerCore),
            PricePerDevice = group.Average(pool => pool.PricePerDevice),
            Refusing = group.Any(pool => pool.Models.Any(model => model.Refused)),
            Machines =
            [
                .. group.Where(pool => pool.Spot is not null && machines.ContainsKey(pool.Pool))
                    .SelectMany(pool => machines[pool.Pool].Groups.Select(one => Buyable(pool, machines[pool.Pool], one, now))).Where(one => one.Machines > 0),
            ],
        });

    public static ReplicaNeed Need(ModelSpec spec) => new()
    {
        CpuMillicores = spec.Resources.CpuMillicores,
        MemoryBytes = spec.Resources.MemoryBytes,
        Devices = spec.Resources.Devices.Count,
        Classes = spec.Resources.Devices.Classes,
        DeviceMemoryBytes = spec.Resources.Devices.MemoryBytes,
        ComputeThousandths = spec.Resources.Devices.ComputeThousandths,
    };

    public static ResidentModel Resident(PoolRegionModel model) => new()
    {
        Name = model.Spec.GetKey().ToString(),
        Region = model.Spec.Region,
        Rank = (int)model.Spec.Class,
        Wanted = model.Wanted,
        Placed = model.Placed,
        Cap = model.Cap,
        Need = Need(model.Spec),
    };

    /// <summary>The spec of a copy: as at home, but for where and how many.</summary>
    /// <param name="spec">The spec at home.</param>
    /// <param name="region">Where.</param>
    /// <param name="replicas">How many; where demand decides, how many to begin with.</param>
    /// <param name="away">Whether the model's own region does not serve it.</param>
    public static ModelSpec Copy(ModelSpec spec, string region, int replicas, bool away) => spec with
    {
        Region = region,
        Regions = null,
        Replicas = replicas,
        Scaling = spec.Scaling is { } scaling
            ? scaling with { Min = away ? 0 : Math.Min(replicas, scaling.Max), Warm = 0, Schedules = [] }
            : null,
    };

    public static ModelKey KeyIn(ModelKey home, string region) => home with { Region = region };

    /// <summary>What can be bought in a group, or is on its way.</summary>
    private static BuyableMachines Buyable(PoolRegion pool, MachinesView machines, MachineGroupView group, DateTimeOffset now)
    {
        var coming = machines.Machines.Count(one => one.Group == group.Offer.Group && (one.Phase == MachinePhase.Ordered || (one.Phase == MachinePhase.Joined && now - one.JoinedAt < JoinTime)));
        var more = machines.Executor is null || group.PausedUntil is not null ? 0 : Math.Max(0, group.Offer.Most - group.Count);
        return new BuyableMachines
        {
            Pool = pool.Pool.Pool,
            Machines = coming + more,
            CpuMillicores = group.Offer.CpuMillicores,
            MemoryBytes = group.Offer.MemoryBytes,
            Devices = group.Offer.Devices,
            DeviceClass = group.Offer.DeviceClass,
            DeviceMemoryBytes = group.Offer.DeviceMemoryBytes,
            LeastRank = group.Offer.Cost.Purchase == PurchaseType.Spot ? (int)LeastOnSpot(pool.Spot!) : 0,
        };
    }

    /// <summary>The most important class of which all replicas may be on spot machines; beyond all classes for none.</summary>
    private static ServiceClass LeastOnSpot(SpotLimits spot) =>
        spot.Critical >= 1 ? ServiceClass.Critical : spot.Standard >= 1 ? ServiceClass.Standard : spot.Batch >= 1 ? ServiceClass.Batch : ServiceClass.Batch + 1;
}
