using System.Runtime.CompilerServices;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>
/// A host in play whose devices are of one type and only shared by compute: their free thousandths in ascending order, absent ones 0.
/// Then a share takes the first that suffices, and whole devices are at the end.
/// </summary>
internal struct FlatHost
{
    public const int MostDevices = 8;

    public int Cpu;
    public int Memory;
    private Lanes _free;

    public FlatHost(HostProfile profile, int cpu, int memory)
    {
        (Cpu, Memory) = (cpu, memory);
        var at = MostDevices - profile.Rooms.Length;
        foreach (var room in profile.Rooms)
        {
            _free[at++] = (short)room.Compute;
        }
    }

    public readonly int FreeCompute
    {
        get
        {
            var sum = 0;
            for (var at = 0; at < MostDevices; at++)
            {
                sum += _free[at];
            }

            return sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Fits(in FutureShape shape) =>
        shape.Cpu <= Cpu && shape.Memory <= Memory && (shape.Devices == 0 || _free[MostDevices - shape.Devices] >= shape.Compute);

    /// <summary>Takes what fits.</summary>
    public void Take(in FutureShape shape)
    {
        Cpu -= shape.Cpu;
        Memory -= shape.Memory;
        if (shape.Devices == 1)
        {
            var at = 0;
            while (_free[at] < shape.Compute)
            {
                at++;
            }

            var left = (short)(_free[at] - shape.Compute);
            while (at > 0 && _free[at - 1] > left)
            {
                _free[at] = _free[at - 1];
                at--;
            }

            _free[at] = left;
        }
        else if (shape.Devices > 1)
        {
            for (var at = MostDevices - 1; at >= shape.Devices; at--)
            {
                _free[at] = _free[at - shape.Devices];
            }

            for (var at = 0; at < shape.Devices; at++)
            {
                _free[at] = 0;
            }
        }
    }

    [InlineArray(MostDevices)]
    private struct Lanes
    {
        private short _first;
    }
}
