namespace Krewe.Scheduling.Regions;

/// <summary>
/// What one region has, while it is given away. Sums over hosts: that a replica must fit on one of them, placement says. Used by one thread.
/// </summary>
internal sealed class RoomLedger
{
    private readonly SortedDictionary<string, DeviceRoom> _devices = new(StringComparer.Ordinal);
    private long _cpu;
    private long _memory;

    public RoomLedger(RegionPlace place)
    {
        // Where a place was refused only what is given up is room.
        (_cpu, _memory) = place.Refusing ? (0, 0) : (place.FreeCpuMillicores, place.FreeMemoryBytes);
        foreach (var (name, room) in place.Devices)
        {
            _devices[name] = place.Refusing ? default : room;
        }
    }

    /// <summary>How many such replicas fit, at most as many as asked for.</summary>
    public int Fit(ReplicaNeed need, int most)
    {
        var fit = Math.Min(most, Math.Min(Share(_cpu, need.CpuMillicores), Share(_memory, need.MemoryBytes)));
        if (need.Devices > 0)
        {
            var (compute, memory) = (0L, 0L);
            foreach (var (_, room) in _devices.Where(pair => need.Accepts(pair.Key)))
            {
                (compute, memory) = (compute + room.ComputeThousandths, memory + room.MemoryBytes);
            }

            fit = Math.Min(fit, Math.Min(Share(compute, (long)need.Devices * need.ComputeThousandths), Share(memory, need.Devices * need.DeviceMemoryBytes)));
        }

        return (int)Math.Max(0, fit);
    }

    /// <summary>Gives that away; with a negative number it is given back.</summary>
    public void Take(ReplicaNeed need, long replicas)
    {
        _cpu -= replicas * need.CpuMillicores;
        _memory -= replicas * need.MemoryBytes;
        if (need.Devices == 0)
        {
            return;
        }

        var (compute, memory) = (replicas * need.Devices * need.ComputeThousandths, replicas * need.Devices * need.DeviceMemoryBytes);
        var classes = _devices.Keys.Where(need.Accepts).ToList();
        if (classes.Count == 0)
        {
            // Held are accelerators of which none is usable now.
            classes.Add(need.Classes.IsDefaultOrEmpty ? "" : need.Classes[0]);
            _devices[classes[0]] = default;
        }

        for (var at = 0; at < classes.Count; at++)
        {
            var (room, last) = (_devices[classes[at]], at == classes.Count - 1);
            var (c, m) = (last ? compute : Math.Min(compute, Math.Max(0, room.ComputeThousandths)), last ? memory : Math.Min(memory, Math.Max(0, room.MemoryBytes)));
            _devices[classes[at]] = new DeviceRoom(room.ComputeThousandths - c, room.MemoryBytes - m);
            (compute, memory) = (compute - c, memory - m);
        }
    }

    private static long Share(long room, long each) => each <= 0 ? int.MaxValue : Math.Max(0, room) / each;
}
