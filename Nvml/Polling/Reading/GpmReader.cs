using System.Diagnostics;

namespace Krewe.Nvml.Polling;

/// <summary>The profiling counters of one device: each round compares a new sample with the one before.</summary>
internal sealed class GpmReader : IDisposable
{
    /// <summary>Shorter windows count too little, longer ones hide too much (a paused process).</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly NvmlGpmMetricId[] Ids =
    [
        NvmlGpmMetricId.GraphicsUtilization, NvmlGpmMetricId.SmUtilization, NvmlGpmMetricId.SmOccupancy, NvmlGpmMetricId.AnyTensorUtilization,
        NvmlGpmMetricId.DramBandwidthUtilization, NvmlGpmMetricId.Fp64Utilization, NvmlGpmMetricId.Fp32Utilization, NvmlGpmMetricId.Fp16Utilization,
    ];

    private readonly NvmlGpmMetric[] _metrics = [.. Ids.Select(id => new NvmlGpmMetric(id, NvmlReturn.NoData, double.NaN))];
    private NvmlGpmSample _earlier;
    private NvmlGpmSample _later;
    private long _earlierAt;

    private GpmReader(NvmlGpmSample earlier, NvmlGpmSample later) => (_earlier, _later) = (earlier, later);

    /// <summary>Null when there is no memory for samples.</summary>
    public static GpmReader? Create(NvmlLibrary library, out NvmlReturn code)
    {
        code = library.TryCreateGpmSample(out var first);
        if (first is null)
        {
            return null;
        }

        code = library.TryCreateGpmSample(out var second);
        if (second is null)
        {
            first.Dispose();
            return null;
        }

        return new GpmReader(first, second);
    }

    /// <summary>Takes a sample and says what happened since the last; NoData when there was none, or the window is too long.</summary>
    public NvmlReturn TryRead(NvmlLibrary library, PolledDevice device)
    {
        var since = _earlierAt == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(_earlierAt);
        if (since < Shortest)
        {
            // Too soon, as after an event: what was is still true.
            return NvmlReturn.Success;
        }

        var now = Stopwatch.GetTimestamp();
        var code = device.Identity.GpuInstance is { } instance
            ? device.Parent.TryTakeGpmSample(instance, _later)
            : device.Handle.TryTakeGpmSample(_later);
        if (code != NvmlReturn.Success)
        {
            return code;
        }

        for (var i = 0; i < Ids.Length; i++)
        {
            _metrics[i] = new NvmlGpmMetric(Ids[i], NvmlReturn.NoData, double.NaN);
        }

        code = since <= Longest ? library.TryGetGpmMetrics(_earlier, _later, _metrics) : NvmlReturn.NoData;
        (_earlier, _later, _earlierAt) = (_later, _earlier, now);
        return code;
    }

    /// <summary>A share of 0 to 1 by the place of its id above.</summary>
    public double? Share(int index) => _metrics[index].Code == NvmlReturn.Success ? _metrics[index].Value / 100 : null;

    public void Dispose()
    {
        _earlier.Dispose();
        _later.Dispose();
    }
}
