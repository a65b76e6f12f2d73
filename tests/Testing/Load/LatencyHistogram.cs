namespace Krewe.Testing.Load;

/// <summary>Latencies in buckets that grow by 2 %, from a microsecond to minutes: the memory does not grow with the load.</summary>
public sealed class LatencyHistogram
{
    private const double Growth = 1.02;
    private readonly long[] _buckets = new long[1_024];

    /// <summary>Counts one. Thread-safe.</summary>
    /// <param name="latency">How long it took.</param>
    public void Record(TimeSpan latency)
    {
        var bucket = (int)(Math.Log(Math.Max(1, latency.TotalMicroseconds)) / Math.Log(Growth));
        Interlocked.Increment(ref _buckets[Math.Min(bucket, _buckets.Length - 1)]);
    }

    /// <summary>A quantile, at most 2 % too high; zero when nothing was counted.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * _buckets.Sum());
        for (var bucket = 0; bucket < _buckets.Length && rank > 0; bucket++)
        {
            rank -= _buckets[bucket];
            if (rank <= 0)
            {
                return TimeSpan.FromMicroseconds(Math.Pow(Growth, bucket + 1));
            }
        }

        return TimeSpan.Zero;
    }
}
