namespace Krewe.Scheduling.Scaling.Service;

/// <summary>How long executions of one size take, by their mean and what they are off by.</summary>
public static class BatchDistribution
{
    // Beside less than this a constant time is as good.
    private const double LeastSpread = 0.01;

    // Of a normal distribution: the standard deviation by the mean deviation.
    private static readonly double Deviations = Math.Sqrt(Math.PI / 2);

    /// <summary>A lognormal distribution of that mean and spread.</summary>
    /// <param name="seconds">The mean, above 0.</param>
    /// <param name="spread">What times are off by on average, as a share of the mean, at least 0.</param>
    public static TimeDistribution Of(double seconds, double spread)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(spread);
        if (spread < LeastSpread)
        {
            return TimeDistribution.Constant(seconds);
        }

        var shape = Math.Sqrt(Math.Log(1 + (Deviations * Deviations * spread * spread)));
        return TimeDistribution.Lognormal(shape, 0, seconds * Math.Exp(-shape * shape / 2));
    }
}
