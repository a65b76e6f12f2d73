using System.Collections.Immutable;

namespace Krewe.Testing.Load;

/// <summary>What came of a load.</summary>
/// <param name="Completed">Right answers.</param>
/// <param name="Refused">Answers that were accepted although they are no result.</param>
/// <param name="Failures">Everything else, in words.</param>
/// <param name="Latencies">Of all answers.</param>
public sealed record LoadResult(long Completed, long Refused, ImmutableArray<string> Failures, LatencyHistogram Latencies)
{
    /// <summary>A quantile of the latency.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan Quantile(double share)
    {
        return Latencies.Quantile(share);
    }
}
