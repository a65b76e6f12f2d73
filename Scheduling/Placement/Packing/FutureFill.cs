namespace Krewe.Scheduling.Placement.Packing;

/// <summary>
/// What is expected to be placed on a host yet, in thousandths of a device: the mean over drawn futures, each played first come, first
/// served. All hosts meet the same futures (common random numbers), so that differences between them have little noise. The result hangs on
/// the profile, the mix and the seed alone.
/// </summary>
internal sealed class FutureFill
{
    private readonly ProfileTable _profiles;
    private readonly DemandMix _mix;
    private readonly ushort[][] _futures;
    private readonly int _rough;
    private readonly RoomyHost _roomy = new();

    public FutureFill(ProfileTable profiles, DemandMix mix, PackingOptions options)
    {
        _profiles = profiles;
        _mix = mix;
        _futures = Draw(mix, options);
        _rough = Math.Min(options.RoughFutures, _futures.Length);
    }

    /// <summary>Whether anything is known of the future.</summary>
    public bool IsKnown => _futures.Length > 0;

    /// <summary>The mean over the first few futures.</summary>
    public double RoughlyOf(HostProfile profile)
    {
        if (double.IsNaN(profile.RoughFill))
        {
            profile.RoughFill = Play(profile, 0, _rough) / _rough;
        }

        return profile.RoughFill;
    }

    /// <summary>The mean over all futures.</summary>
    public double Of(HostProfile profile)
    {
        if (double.IsNaN(profile.Fill))
        {
            var before = RoughlyOf(profile) * _rough;
            profile.Fill = (before + Play(profile, _rough, _futures.Length)) / _futures.Length;
        }

        return profile.Fill;
    }

    /// <summary>What placing a shape on a kind of host is worth, in thousandths of a device.</summary>
    public int WorthOf(DemandShape shape, HostKind kind) => KindFutures.WorthOf(shape, kind, _profiles.Types);

    private KindFutures FuturesOf(HostKind kind) => kind.Futures ??= new KindFutures(kind, _profiles.Types, _mix, _futures);

    private double Play(HostProfile profile, int from, int to)
    {
        var futures = FuturesOf(profile.Kind);
        if (futures.Smallest.Length == 0)
        {
            return 0;
        }

        var cpu = (int)Math.Min(int.MaxValue, profile.Cpu);
        var memory = (int)Math.Min(int.MaxValue, profile.Memory >> 20);
        if (!futures.IsFlat)
        {
            return _roomy.Play(profile, futures, cpu, memory, futures.Sequences.AsSpan(from, to - from));
        }

        var start = new FlatHost(profile, cpu, memory);
        if (!Alive(start, futures))
        {
            return 0;
        }

        var total = 0L;
        var most = start.FreeCompute;
        foreach (var sequence in futures.Sequences.AsSpan(from, to - from))
        {
            total += PlayFlat(start, sequence, futures, most);
        }

        return total;
    }

    private static int PlayFlat(FlatHost host, ushort[] sequence, KindFutures futures, int most)
    {
        var placed = 0;
        var shapes = futures.Shapes;
        foreach (var index in sequence)
        {
            ref readonly var shape = ref shapes[index];
            if (!host.Fits(shape))
            {
                continue;
            }

            host.Take(shape);
            placed += shape.Value;
            if (placed >= most || !Alive(host, futures))
            {
                break;
            }
        }

        return placed;
    }

    private static bool Alive(in FlatHost host, KindFutures futures)
    {
        foreach (ref readonly var shape in futures.Smallest.AsSpan())
        {
            if (host.Fits(shape))
            {
                return true;
            }
        }

        return false;
    }

    private static ushort[][] Draw(DemandMix mix, PackingOptions options)
    {
        if (mix.Shapes.IsEmpty)
        {
            return [];
        }

        var upTo = new double[mix.Shapes.Length];
        var sum = 0.0;
        for (var at = 0; at < upTo.Length; at++)
        {
            upTo[at] = sum += mix.Shapes[at].Weight;
        }

        var random = new SplitMix(options.Seed);
        var futures = new ushort[options.Futures][];
        for (var at = 0; at < futures.Length; at++)
        {
            var future = new ushort[options.FutureLength];
            for (var step = 0; step < future.Length; step++)
            {
                var found = Array.BinarySearch(upTo, random.NextDouble() * sum);
                future[step] = (ushort)Math.Min(upTo.Length - 1, found < 0 ? ~found : found + 1);
            }

            futures[at] = Ordered(future, mix, options);
        }

        return futures;
    }

    /// <summary>In each row those first that find a place least easily; a stable sort, so that the rest stays as it was drawn.</summary>
    private static ushort[] Ordered(ushort[] future, DemandMix mix, PackingOptions options) =>
    [
        .. future.Chunk(options.Selectivity).SelectMany(chunk => chunk.OrderByDescending(index => (options.Order, mix.Shapes[index].Shape.Devices) switch
        {
            (_, null) => 0,
            (FutureOrder.Largest, { } need) => need.Count * need.ComputeThousandths,
            (_, { Count: > 1 } many) => many.Count,
            _ => 0,
        })),
    ];
}
