using System.Numerics;

namespace Krewe.Silo.History.Recording;

/// <summary>
/// A histogram of latencies whose buckets are quarters of powers of two of microseconds, from 128 µs to 537 s: a quantile that is read
/// from it lies within its bucket, so at most 25 % off, and mostly far less, as it is interpolated.
/// </summary>
internal static class LatencyBuckets
{
    /// <summary>How many there are. The first holds everything below, the last everything above.</summary>
    public const int Count = 90;

    private const int LowestPower = 7;

    /// <summary>The bucket of a latency.</summary>
    public static int IndexOf(TimeSpan latency)
    {
        var microseconds = latency.Ticks / TimeSpan.TicksPerMicrosecond;
        if (microseconds < 1 << LowestPower)
        {
            return 0;
        }

        var power = BitOperations.Log2((ulong)microseconds);
        var quarter = (int)(microseconds >> (power - 2)) & 3;
        return Math.Min(1 + ((power - LowestPower) * 4) + quarter, Count - 1);
    }

    /// <summary>Where a bucket begins, in seconds.</summary>
    public static double LowerBound(int index)
    {
        if (index == 0)
        {
            return 0;
        }

        var power = LowestPower + ((index - 1) / 4);
        var quarter = (index - 1) % 4;
        return ((4L + quarter) << (power - 2)) / 1e6;
    }

    /// <summary>A quantile in seconds; null when nothing was counted.</summary>
    /// <param name="counts">By bucket.</param>
    /// <param name="quantile">0 to 1.</param>
    public static double? Quantile(ReadOnlySpan<long> counts, double quantile)
    {
        var total = 0L;
        foreach (var count in counts)
        {
            total += count;
        }

        if (total == 0)
        {
            return null;
        }

        var rank = quantile * total;
        var below = 0L;
        var last = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            if (below + counts[i] >= rank)
            {
                var (low, high) = (LowerBound(i), LowerBound(i + 1));
                return Round(low + ((high - low) * (rank - below) / counts[i]));
            }

            below += counts[i];
            last = i;
        }

        return Round(LowerBound(last + 1));
    }

    /// <summary>To the microsecond: more digits would be noise.</summary>
    private static double Round(double seconds) => Math.Round(seconds, 6);
}
