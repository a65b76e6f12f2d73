using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Naming;
using Krewe.Scheduling.Regions;
using Krewe.Specs;

namespace Krewe.Grains.Fleet.Regions;

/// <summary>From what pools say to what the deciding code takes, and back. Pure.</summary>
internal static class RegionViews
{
    /// <summary>The regions that live and have answered.</summary>
    public static IEnumerable<RegionPlace> Places(IEnumerable<PoolRegion> pools) => pools
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
}
