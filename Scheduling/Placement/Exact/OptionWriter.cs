using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>Writes all ways to place something on the sites.</summary>
internal sealed class OptionWriter(CompiledFleet fleet, LinearProgram program, IReadOnlyList<PackingSite> sites)
{
    /// <param name="most">More than so many are not written.</param>
    /// <returns>The options; more than <paramref name="most"/> of them where there are too many.</returns>
    public List<PackingOption> Write(int most)
    {
        var options = new List<PackingOption>();
        foreach (var line in fleet.Lines)
        {
            foreach (var site in sites)
            {
                var cost = StartCost(line, site);
                for (var shape = 0; shape < line.Shapes.Length && cost is not null; shape++)
                {
                    foreach (var slots in Ways(line.Shapes[shape], site))
                    {
                        Add(options, line, shape, site, slots, cost.Value, -1, int.MaxValue);
                        if (options.Count > most)
                        {
                            return options;
                        }
                    }
                }
            }
        }

        AddRunning(options);
        return options;
    }

    private void AddRunning(List<PackingOption> options)
    {
        foreach (var places in fleet.Running.GroupBy(place => (SiteOf(place.Host), place.Line, place.Shape, Single: sites[SiteOf(place.Host)].Hosts.Length == 1 ? place.Index : -1)))
        {
            var (line, site, place) = (fleet.Lines[places.Key.Line], sites[places.Key.Item1], places.First());
            PackingSlot[] slots = [.. place.Devices.Select(device => Array.Find(site.Slots, slot => slot.Device == device) ?? SlotLike(site, device))];
            Add(options, line, place.Shape, site, slots, places.Min(one => one.StayCost), places.Key.Single, places.Count());
        }
    }

    private int SiteOf(int host)
    {
        for (var at = 0; at < sites.Count; at++)
        {
            if (sites[at].Hosts.Contains(host))
            {
                return at;
            }
        }

        throw new InvalidOperationException("Every host is in a site.");
    }

    private PackingSlot SlotLike(PackingSite site, int device) =>
        Array.Find(site.Slots, slot => slot.Device < 0 && SiteWriter.Alike(slot.Example, fleet.Devices[device]))!;

    private static long? StartCost(DemandLine line, PackingSite site)
    {
        long? least = null;
        foreach (var host in site.Hosts)
        {
            if (Array.BinarySearch(line.Hosts, host) is >= 0 and var at)
            {
                least = Math.Min(least ?? long.MaxValue, line.StartCosts[at]);
            }
        }

        return least;
    }

    private void Add(List<PackingOption> options, DemandLine line, int shape, PackingSite site, PackingSlot[] slots, long cost, int running, int most)
    {
        most = Math.Min(most, MostOf(line, line.Shapes[shape], site, slots));
        if (most > 0)
        {
            options.Add(new PackingOption
            {
                Column = program.Variable(cost, most, whole: true),
                Line = line,
                Shape = shape,
                Site = site,
                Slots = slots,
                Running = running,
                Cost = cost,
                Most = most,
            });
        }
    }

    /// <summary>How often at most, with everything else away.</summary>
    private int MostOf(DemandLine line, ShapeUse use, PackingSite site, PackingSlot[] slots)
    {
        var host = fleet.Hosts[site.First];
        var count = site.Hosts.Length;
        var most = line.Warm ? Math.Min(line.Most, count) : Math.Min(line.Most, line.Ceiling / use.Gives);
        long[] has = [host.CpuMillicores, host.MemoryBytes, host.NetworkMegabits, host.DiskBytes];
        for (var dimension = 0; dimension < has.Length; dimension++)
        {
            most = use.Host[dimension] == 0 ? most : Math.Min(most, has[dimension] / use.Host[dimension] * count);
        }

        var model = fleet.Models[line.Model];
        most = model.MaxPerHost > 0 && !line.Warm ? Math.Min(most, (long)model.MaxPerHost * count) : most;
        foreach (var slot in slots.Distinct())
        {
            var device = slot.Example;
            most = use.DeviceMemory == 0 ? most : Math.Min(most, device.MemoryBytes / use.DeviceMemory * slot.Count);
            most = use.Slices > 0 ? Math.Min(most, device.MigSlices / use.Slices * (long)slot.Count) : most;
            most = use.Compute > 0 && use.Slices == 0 ? Math.Min(most, device.ComputeThousandths / use.Compute * (long)slot.Count) : most;
            most = slot.Count < slots.Count(one => one == slot) ? 0 : most;
        }

        return (int)Math.Clamp(most, 0, 1_000_000);
    }

    private static IEnumerable<PackingSlot[]> Ways(ShapeUse use, PackingSite site)
    {
        if (use.Devices == 0)
        {
            return [[]];
        }

        var fitting = site.Slots.Where(slot => slot.Example.Condition == DeviceCondition.Healthy && Suits(use, slot.Example)).ToList();
        if (site.Hosts.Length > 1 || fitting.Exists(slot => slot.Count > 1))
        {
            return fitting.Select(slot => Enumerable.Repeat(slot, use.Devices).ToArray());
        }

        return use.Linked
            ? fitting.Where(slot => slot.Example.LinkDomain.Length > 0).GroupBy(slot => slot.Example.LinkDomain).SelectMany(group => Subsets([.. group], use.Devices, 0))
            : Subsets(fitting, use.Devices, 0);
    }

    private static bool Suits(ShapeUse use, FleetDevice device) =>
        device.DeviceClass == use.DeviceClass && device.MigSlices > 0 == use.Slices > 0 && device.MemoryBytes >= use.DeviceMemory
        && (use.Slices > 0 ? device.MigSlices >= use.Slices : device.ComputeThousandths >= use.Compute);

    private static IEnumerable<PackingSlot[]> Subsets(List<PackingSlot> from, int count, int first)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        for (var at = first; at <= from.Count - count; at++)
        {
            foreach (var rest in Subsets(from, count - 1, at + 1))
            {
                yield return [from[at], .. rest];
            }
        }
    }
}
