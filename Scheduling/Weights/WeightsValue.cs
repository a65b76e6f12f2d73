namespace Krewe.Scheduling.Weights;

/// <summary>
/// What it is worth to keep a file: seconds of fetching that it is expected to save in the next hour, for each byte that it takes. The same idea as
/// GreedyDual-Size-Frequency (Cherkasova, HP Labs 1998): frequency times cost by size, with age.
/// </summary>
public static class WeightsValue
{
    /// <summary>In so long uses count half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromHours(6);

    /// <summary>Uses that count as of now.</summary>
    /// <param name="uses">Faded uses as of the last one.</param>
    /// <param name="usedAt">When that was.</param>
    /// <param name="now">Now; before <paramref name="usedAt"/>, where a clock went back, nothing has faded.</param>
    public static double Fade(double uses, DateTimeOffset usedAt, DateTimeOffset now) =>
        uses * Math.Pow(0.5, Math.Max(0, (now - usedAt) / HalfLife));

    /// <summary>The worth of a file, at least 0.</summary>
    /// <param name="weights">The file.</param>
    /// <param name="now">Now.</param>
    public static double Of(CachedWeights weights, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(weights);
        // A use every half-life, for ever, adds up to two that count: by that the faded sum becomes a rate.
        var rate = Fade(weights.Uses, weights.UsedAt, now) * Math.Log(2) / HalfLife.TotalHours;
        return (rate + weights.ExpectedUses) * weights.RefetchSeconds / Math.Max(1, weights.Bytes);
    }
}
