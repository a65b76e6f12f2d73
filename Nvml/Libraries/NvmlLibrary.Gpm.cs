using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>The profiling counters of Hopper and later.</content>
public sealed partial class NvmlLibrary
{
    /// <summary>
    /// How many figures the longest known request holds. The structure grew twice without another version; there is always room for the
    /// longest, and the count says how many are meant.
    /// </summary>
    private const int MaxGpmMetrics = 333;

    /// <summary>Under <see cref="GpmLock"/>: the request, kept so that no figure costs an allocation.</summary>
    private readonly byte[] _gpmRequest = GC.AllocateArray<byte>(GpmHeadSize + (MaxGpmMetrics * GpmEntrySize), pinned: true);

    private const int GpmHeadSize = 24;
    private const int GpmEntrySize = 40;

    internal Lock GpmLock { get; } = new();

    /// <summary>Memory for a sample. Since R520.</summary>
    /// <param name="sample">The sample, when the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryCreateGpmSample(out NvmlGpmSample? sample)
    {
        var code = _owners.TryCreate(NvmlFunction.GpmSampleAlloc, NvmlFunction.GpmSampleFree, _generation, out var owned);
        sample = owned is null ? null : new NvmlGpmSample(this, owned);
        return code;
    }

    /// <summary>Memory for a sample.</summary>
    /// <exception cref="NvmlException">As <see cref="TryCreateGpmSample"/>.</exception>
    public NvmlGpmSample CreateGpmSample() => Checked(TryCreateGpmSample(out var sample), sample, NvmlFunction.GpmSampleAlloc)!;

    /// <summary>
    /// Figures between two samples of one device, taken more than 100 ms apart. Since R520, Hopper. Each has a code of its own; a figure that is
    /// no number has <see cref="NvmlReturn.NoData"/>.
    /// </summary>
    /// <param name="earlier">The first sample.</param>
    /// <param name="later">The second.</param>
    /// <param name="metrics">Which, by their ids; the figures are written to them. At most 333.</param>
    public NvmlReturn TryGetGpmMetrics(NvmlGpmSample earlier, NvmlGpmSample later, Span<NvmlGpmMetric> metrics)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        return metrics.Length > MaxGpmMetrics ? NvmlReturn.InvalidArgument : later.TryCompare(this, earlier, metrics);
    }

    /// <summary>Figures between two samples of one device.</summary>
    /// <param name="earlier">The first sample.</param>
    /// <param name="later">The second.</param>
    /// <param name="ids">Which.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetGpmMetrics"/>.</exception>
    public NvmlGpmMetric[] GetGpmMetrics(NvmlGpmSample earlier, NvmlGpmSample later, params ReadOnlySpan<NvmlGpmMetricId> ids)
    {
        var metrics = new NvmlGpmMetric[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            metrics[i] = new NvmlGpmMetric(ids[i], NvmlReturn.NoData, double.NaN);
        }

        return Checked(TryGetGpmMetrics(earlier, later, metrics), metrics, NvmlFunction.GpmMetricsGet);
    }

    internal unsafe NvmlReturn CallGpm(uint generation, nint first, nint second, Span<NvmlGpmMetric> metrics)
    {
        lock (GpmLock)
        {
            _gpmRequest.AsSpan(0, GpmHeadSize + (metrics.Length * GpmEntrySize)).Clear();
            fixed (byte* start = _gpmRequest)
            {
                var head = (GpmMetricsHead*)start;
                (head->Version, head->Count, head->First, head->Second) = (GpmMetricsHead.Tag, (uint)metrics.Length, first, second);
                var entries = (GpmMetricEntry*)(start + GpmHeadSize);
                for (var i = 0; i < metrics.Length; i++)
                {
                    entries[i].Id = (uint)metrics[i].Id;
                }

                var code = _calls.Call(NvmlFunction.GpmMetricsGet, generation, (nint)start);
                for (var i = 0; code == NvmlReturn.Success && i < metrics.Length; i++)
                {
                    var known = entries[i].Code == NvmlReturn.Success && !double.IsNaN(entries[i].Value);
                    metrics[i] = new NvmlGpmMetric(
                        metrics[i].Id,
                        known || entries[i].Code != NvmlReturn.Success ? entries[i].Code : NvmlReturn.NoData,
                        known ? entries[i].Value : double.NaN);
                }

                return code;
            }
        }
    }
}
