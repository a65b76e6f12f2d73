using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Writes what is wanted as lines.</summary>
internal sealed class LineWriter(CompiledFleet fleet)
{
    public IEnumerable<DemandLine> Write()
    {
        var index = 0;
        for (var at = 0; at < fleet.Models.Length; at++)
        {
            foreach (var demand in fleet.Models[at].Regions.OrderBy(demand => demand.Region, StringComparer.Ordinal))
            {
                yield return Serving(index++, at, demand);
                if (demand.WarmCopies > 0)
                {
                    yield return Warm(index++, at, demand);
                }
            }
        }
    }

    private DemandLine Serving(int index, int at, RegionDemand demand)
    {
        var model = fleet.Models[at];
        var weight = fleet.Weights.MissingOf(model.Class);
        var hosts = HostsFor(model, demand.Region);
        var all = model.Shapes.Select((shape, of) => (Use: UseOf(model, shape, of), Usable: FleetUnits.Usable(model, shape))).ToLookup(pair => pair.Usable, pair => pair.Use);
        ShapeUse[] shapes = [.. all[true]];
        var (need, free) = (FleetUnits.Need(model, demand), IsCompany(at));
        var (least, most) = (shapes.Select(use => use.Gives).DefaultIfEmpty(1).Min(), shapes.Select(use => use.Gives).DefaultIfEmpty(1).Max());
        return new DemandLine
        {
            Index = index,
            Model = at,
            Region = demand.Region,
            Warm = false,
            Need = need,
            Minimum = demand.MinReplicas,
            Most = free ? demand.MaxReplicas : (int)Math.Min(demand.MaxReplicas, Math.Max(demand.MinReplicas, (need + least - 1) / least)),
            Ceiling = free ? long.MaxValue / 4 : Math.Max(need + most - 1, demand.MinReplicas * most),
            MissingCost = FleetUnits.Weight(weight),
            MinimumCost = FleetUnits.Cost(weight * fleet.Weights.BelowMinimum),
            Shapes = shapes,
            AllShapes = [.. shapes, .. all[false]],
            Hosts = hosts,
            StartCosts = [.. hosts.Select(host => FleetUnits.StartCost(model, fleet.Hosts[host], fleet.Weights) + FleetUnits.RiskCost(model, fleet.Hosts[host], fleet.Weights))],
        };
    }

    private DemandLine Warm(int index, int at, RegionDemand demand)
    {
        var model = fleet.Models[at];
        var hosts = HostsFor(model, demand.Region);
        ShapeUse[] copy = [new ShapeUse { Index = -1, Host = [0, 0, 0, model.FilesBytes] }];
        return new DemandLine
        {
            Index = index,
            Model = at,
            Region = demand.Region,
            Warm = true,
            Need = 0,
            Minimum = demand.WarmCopies,
            Most = demand.WarmCopies,
            Ceiling = 0,
            MissingCost = 0,
            MinimumCost = FleetUnits.Cost(fleet.Weights.MissingWarmCopy),
            Shapes = copy,
            AllShapes = copy,
            Hosts = hosts,
            StartCosts = [.. hosts.Select(host => FleetUnits.CopyCost(model, fleet.Hosts[host], fleet.Weights))],
        };
    }

    /// <summary>Whether others must be beside this model: then more of it may be of use than is asked for.</summary>
    private bool IsCompany(int model) => Array.Exists(fleet.Rules, rules => Array.Exists(rules, rule => rule.Together && rule.Other == model));

    private int[] HostsFor(FleetModel model, string region) =>
    [
        .. Enumerable.Range(0, fleet.Hosts.Length)
            .Where(host => fleet.Hosts[host].Availability == HostAvailability.Active && CompiledFleet.Admits(fleet.Hosts[host], model, region)),
    ];

    private static ShapeUse UseOf(FleetModel model, ModelShape shape, int index) => new()
    {
        Index = index,
        Host = [shape.CpuMillicores, shape.MemoryBytes, shape.NetworkMegabits, shape.DiskBytes],
        Devices = shape.DeviceClass is null ? 0 : shape.DeviceCount,
        DeviceClass = shape.DeviceClass,
        Linked = shape.Linked && shape.DeviceCount > 1,
        DeviceMemory = shape.DeviceMemoryBytes,
        Compute = shape.ComputeThousandths,
        Slices = shape.MigSlices,
        Gives = FleetUnits.Give(model, shape),
    };
}
