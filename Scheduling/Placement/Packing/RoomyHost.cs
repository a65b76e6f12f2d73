namespace Krewe.Scheduling.Placement.Packing;

/// <summary>A host in play whose devices differ, or are shared by memory too. Its arrays are used again and again.</summary>
internal sealed class RoomyHost
{
    private int _cpu;
    private int _memory;
    private int _count;
    private int[] _compute = new int[8];
    private int[] _deviceMemory = new int[8];
    private ulong[] _type = new ulong[8];
    private int _mostCompute;
    private int _mostMemory;

    public double Play(HostProfile profile, KindFutures futures, int cpu, int memory, ReadOnlySpan<ushort[]> sequences)
    {
        var total = 0L;
        foreach (var sequence in sequences)
        {
            Load(profile, futures, cpu, memory);
            if (!Alive(futures))
            {
                return 0;
            }

            foreach (var index in sequence)
            {
                ref readonly var shape = ref futures.Shapes[index];
                if (!Fits(shape))
                {
                    continue;
                }

                Take(shape);
                total += shape.Value;
                if (!Alive(futures))
                {
                    break;
                }
            }
        }

        return total;
    }

    private void Load(HostProfile profile, KindFutures futures, int cpu, int memory)
    {
        (_cpu, _memory, _count) = (cpu, memory, profile.Rooms.Length);
        if (_count > _compute.Length)
        {
            (_compute, _deviceMemory, _type) = (new int[_count], new int[_count], new ulong[_count]);
        }

        for (var at = 0; at < _count; at++)
        {
            var room = profile.Rooms[at];
            _compute[at] = room.Compute;
            _deviceMemory[at] = (int)Math.Min(int.MaxValue, room.Memory >> 20);
            _type[at] = 1UL << Array.IndexOf(futures.LocalTypes, room.Type);
        }

        FindMost();
    }

    private void FindMost()
    {
        (_mostCompute, _mostMemory) = (0, 0);
        for (var at = 0; at < _count; at++)
        {
            _mostCompute = Math.Max(_mostCompute, _compute[at]);
            _mostMemory = Math.Max(_mostMemory, _deviceMemory[at]);
        }
    }

    private bool Alive(KindFutures futures)
    {
        foreach (ref readonly var shape in futures.Smallest.AsSpan())
        {
            if (Fits(shape))
            {
                return true;
            }
        }

        return false;
    }

    private bool Fits(in FutureShape shape)
    {
        if (shape.Cpu > _cpu || shape.Memory > _memory)
        {
            return false;
        }

        if (shape.Devices == 0)
        {
            return true;
        }

        if (shape.Compute > _mostCompute || shape.DeviceMemory > _mostMemory)
        {
            return false;
        }

        var found = 0;
        for (var at = 0; at < _count && found < shape.Devices; at++)
        {
            if (Holds(shape, at))
            {
                found++;
            }
        }

        return found == shape.Devices;
    }

    private bool Holds(in FutureShape shape, int at) =>
        _compute[at] >= shape.Compute && _deviceMemory[at] >= shape.DeviceMemory && (_type[at] & shape.Types) != 0;

    /// <summary>Each device it needs is the one with the least left of memory, then of compute.</summary>
    private void Take(in FutureShape shape)
    {
        _cpu -= shape.Cpu;
        _memory -= shape.Memory;
        var taken = 0UL;
        for (var left = shape.Devices; left > 0; left--)
        {
            var best = -1;
            for (var at = 0; at < _count; at++)
            {
                if ((at < 64 && (taken >> at & 1) == 1) || !Holds(shape, at))
                {
                    continue;
                }

                if (best < 0 || _deviceMemory[at] < _deviceMemory[best] || (_deviceMemory[at] == _deviceMemory[best] && _compute[at] < _compute[best]))
                {
                    best = at;
                }
            }

            taken |= best < 64 ? 1UL << best : 0;
            _compute[best] -= shape.Compute;
            _deviceMemory[best] -= shape.DeviceMemory;
        }

        if (shape.Devices > 0)
        {
            FindMost();
        }
    }
}
