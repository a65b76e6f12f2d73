namespace Krewe.Scheduling.Placement.Packing;

/// <summary>The drawn futures without what could not even go on an empty host of the kind.</summary>
internal sealed class KindFutures
{
    private const int MiB = 1 << 20;

    /// <summary>What a whole host without devices is worth beside one device.</summary>
    private const double HostWithoutDevices = 0.05;

    public KindFutures(HostKind kind, IReadOnlyList<DeviceType> types, DemandMix mix, ushort[][] futures)
    {
        LocalTypes = [.. kind.DeviceTypes.Distinct()];
        if (LocalTypes.Length > 64)
        {
            throw new NotSupportedException($"A host has {LocalTypes.Length} types of devices; 64 are the most.");
        }

        Shapes = new FutureShape[mix.Shapes.Length];
        var fits = new bool[Shapes.Length];
        var byDevice = kind.DeviceTypes.Any(type => types[type].Healthy);
        for (var at = 0; at < Shapes.Length; at++)
        {
            Shapes[at] = Translate(mix.Shapes[at].Shape, kind, types, byDevice);
            fits[at] = FitsEmpty(Shapes[at], kind, types);
        }

        Sequences = [.. futures.Select(future => future.Where(shape => fits[shape]).ToArray())];
        var worth = Enumerable.Range(0, Shapes.Length).Where(at => fits[at] && Shapes[at].Value > 0).ToList();
        Smallest =
        [
            .. worth.Where(at => !worth.Any(other => other != at && Shapes[other].IsNoLargerThan(Shapes[at])
                && (!Shapes[at].IsNoLargerThan(Shapes[other]) || other < at))).Select(at => Shapes[at]),
        ];
        IsFlat = LocalTypes.Length <= 1 && kind.DeviceTypes.Length <= FlatHost.MostDevices
            && worth.TrueForAll(at => Shapes[at].DeviceMemory == 0 && Shapes[at].Devices > 0 && (Shapes[at].Devices == 1 || Shapes[at].Compute == 1_000))
            && LocalTypes.All(type => types[type].Compute == 1_000);
    }

    /// <summary>The types of the kind's devices; their place here is their bit.</summary>
    public int[] LocalTypes { get; }

    /// <summary>By index in the mix.</summary>
    public FutureShape[] Shapes { get; }

    /// <summary>Indices of shapes, in the order in which they ask.</summary>
    public ushort[][] Sequences { get; }

    /// <summary>Where none of these fits, nothing of worth does.</summary>
    public FutureShape[] Smallest { get; }

    /// <summary>Whether a device is nothing but its free compute here.</summary>
    public bool IsFlat { get; }

    /// <summary>What a shape is worth on a kind of host, in thousandths of a device.</summary>
    public static int WorthOf(DemandShape shape, HostKind kind, IReadOnlyList<DeviceType> types) =>
        Translate(shape, kind, types, kind.DeviceTypes.Any(type => types[type].Healthy)).Value;

    private static FutureShape Translate(DemandShape shape, HostKind kind, IReadOnlyList<DeviceType> types, bool byDevice)
    {
        var (count, compute, memory, allowed) = (0, 0, 0, 0UL);
        var local = kind.DeviceTypes.Distinct().ToArray();
        var value = 0.0;
        if (shape.Devices is { } need)
        {
            (count, compute, memory) = (need.Count, need.ComputeThousandths, MiBs(need.MemoryBytes));
            for (var at = 0; at < local.Length; at++)
            {
                var type = types[local[at]];
                if (!type.Healthy || (!need.Classes.IsEmpty && !need.Classes.Contains(type.DeviceClass)))
                {
                    continue;
                }

                allowed |= 1UL << at;
                value = Math.Max(value, Math.Max(Share(compute, type.Compute), Share(need.MemoryBytes, type.Memory)) * count);
            }
        }
        else if (!byDevice)
        {
            // Where there are no devices, CPU and memory are what there is to fill.
            value = HostWithoutDevices * Math.Max(Share(shape.CpuMillicores, kind.Cpu), Share(shape.MemoryBytes, kind.Memory));
        }

        return new FutureShape(
            (int)Math.Min(int.MaxValue, shape.CpuMillicores), MiBs(shape.MemoryBytes), count, compute, memory, allowed, (int)Math.Round(value * 1_000));
    }

    private static double Share(long asked, long total) => total <= 0 ? 0 : Math.Min(1, (double)asked / total);

    private static int MiBs(long bytes) => (int)Math.Min(int.MaxValue, (bytes + MiB - 1) / MiB);

    private bool FitsEmpty(in FutureShape shape, HostKind kind, IReadOnlyList<DeviceType> types)
    {
        if (shape.Cpu > kind.Cpu || shape.Memory > kind.Memory / MiB)
        {
            return false;
        }

        var found = 0;
        foreach (var type in kind.DeviceTypes)
        {
            var bit = Array.IndexOf(LocalTypes, type);
            if ((shape.Types >> bit & 1) == 1 && types[type].Compute >= shape.Compute && types[type].Memory / MiB >= shape.DeviceMemory)
            {
                found++;
            }
        }

        return found >= shape.Devices;
    }
}
