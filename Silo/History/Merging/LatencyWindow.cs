using System.Collections.Immutable;
using Krewe.Silo.History.Recording;

namespace Krewe.Silo.History.Merging;

/// <summary>The latencies of the last <see cref="HistoryLimits.WindowSeconds"/> seconds of a model, over all fronts. Seconds come in order.</summary>
internal sealed class LatencyWindow
{
    private readonly long[] _counts = new long[LatencyBuckets.Count];
    private readonly Queue<(long Second, ImmutableArray<ushort> Pairs)> _held = new();

    /// <summary>Adds what one front saw in a second.</summary>
    public void Add(long second, ImmutableArray<ushort> pairs)
    {
        if (pairs.IsEmpty)
        {
            return;
        }

        _held.Enqueue((second, pairs));
        Change(pairs, 1);
    }

    /// <summary>Drops what is too old for a window that ends with this second.</summary>
    public void MoveTo(long second)
    {
        while (_held.TryPeek(out var oldest) && oldest.Second <= second - HistoryLimits.WindowSeconds)
        {
            _held.Dequeue();
            Change(oldest.Pairs, -1);
        }
    }

    /// <summary>A quantile in seconds; null when nothing completed.</summary>
    public double? Quantile(double quantile) => _held.Count == 0 ? null : LatencyBuckets.Quantile(_counts, quantile);

    private void Change(ImmutableArray<ushort> pairs, int sign)
    {
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            // A silo of another version may have other buckets: what has no place here is left out.
            if (pairs[i] < _counts.Length)
            {
                _counts[pairs[i]] += sign * pairs[i + 1];
            }
        }
    }
}
