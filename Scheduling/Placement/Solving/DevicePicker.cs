using Krewe.Scheduling.Placement.Packing;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Which devices of a host a shape takes: those in use first and of these the fullest, so that whole ones stay whole; or any, drawn.</summary>
internal sealed class DevicePicker(FleetState state)
{
    private readonly List<(long Rank, int Device)> _fitting = [];

    /// <summary>The devices; null where too few fit. Empty for a shape without.</summary>
    /// <param name="use">The shape.</param>
    /// <param name="host">The host.</param>
    /// <param name="random">To draw from those that fit; null for the fullest.</param>
    public int[]? Pick(ShapeUse use, int host, SplitMix? random)
    {
        if (use.Devices == 0)
        {
            return [];
        }

        var fleet = state.Fleet;
        _fitting.Clear();
        var draws = random ?? default;
        for (var device = fleet.FirstDevice[host]; device < fleet.FirstDevice[host + 1]; device++)
        {
            if (fleet.Devices[device].Condition == DeviceCondition.Healthy && state.DeviceFits(use, device))
            {
                _fitting.Add((random is null ? RankOf(device) : (long)(draws.Next() >> 2), device));
            }
        }

        if (_fitting.Count < use.Devices)
        {
            return null;
        }

        _fitting.Sort();
        return use.Linked ? Linked(use.Devices) : Taken(_fitting.Select(pair => pair.Device), use.Devices);
    }

    /// <summary>Less is taken earlier: in use, then by what is left of compute and memory.</summary>
    private long RankOf(int device)
    {
        var (share, users) = state.Use(device);
        return (users > 0 ? 0 : 1L << 60) + ((1_000 - share) << 48) + Math.Min((1L << 48) - 1, state.FreeMemory(device) >> 10);
    }

    private int[]? Linked(int count)
    {
        // The domain whose devices are taken earliest.
        var domains = new List<string>();
        foreach (var (_, device) in _fitting)
        {
            var domain = state.Fleet.Devices[device].LinkDomain;
            if (domain.Length > 0 && !domains.Contains(domain))
            {
                domains.Add(domain);
            }
        }

        foreach (var domain in domains)
        {
            var there = _fitting.Select(pair => pair.Device).Where(device => state.Fleet.Devices[device].LinkDomain == domain).ToList();
            if (there.Count >= count)
            {
                return Taken(there, count);
            }
        }

        return null;
    }

    private static int[] Taken(IEnumerable<int> devices, int count)
    {
        var taken = devices.Take(count).ToArray();
        Array.Sort(taken);
        return taken;
    }
}
