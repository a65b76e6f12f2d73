namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>
/// What predicted waits of each rank are off by, as the factor that all but few of the real ones stay within. It follows the quantile by
/// small steps, up where a wait was longer and down where it was not (Robbins, Monro: A Stochastic Approximation Method, 1951), in logarithms;
/// and it fades to 1 with time, so that a rank of which nothing is admitted any more is tried again. Not safe for concurrent use.
/// </summary>
public sealed class WaitCalibration
{
    /// <summary>The largest factor: a rank is never refused for more than twice what is predicted.</summary>
    public const double MostFactor = 2;

    // Of waits longer than predicted by the factor, this share is aimed at.
    private const double Missed = 0.02;
    private const double Step = 0.05;
    private static readonly TimeSpan Fade = TimeSpan.FromSeconds(30);
    private static readonly double MostLogarithm = Math.Log(MostFactor);

    private readonly double[] _logarithms;
    private readonly long[] _at;

    /// <summary>Creates one that trusts all predictions.</summary>
    /// <param name="ranks">Number of ranks, at least 1.</param>
    public WaitCalibration(int ranks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        _logarithms = new double[ranks];
        _at = new long[ranks];
    }

    /// <summary>A wait ended.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="predicted">What was predicted, before any factor; nothing is learned from zero.</param>
    /// <param name="waited">What it was, or how long it had lasted when it ended without a slot.</param>
    /// <param name="now">The current time.</param>
    public void Record(int rank, TimeSpan predicted, TimeSpan waited, DateTimeOffset now)
    {
        if (predicted <= TimeSpan.Zero)
        {
            return;
        }

        var logarithm = Faded(rank, now);
        logarithm += waited > predicted * Math.Exp(logarithm) ? Step * (1 - Missed) : -Step * Missed;
        _logarithms[rank] = Math.Clamp(logarithm, 0, MostLogarithm);
        _at[rank] = now.UtcTicks;
    }

    /// <summary>By what a predicted wait is multiplied before anything is promised.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="now">The current time.</param>
    /// <returns>1 to <see cref="MostFactor"/>.</returns>
    public double FactorOf(int rank, DateTimeOffset now) => Math.Exp(Faded(rank, now));

    private double Faded(int rank, DateTimeOffset now) =>
        _logarithms[rank] == 0 ? 0 : _logarithms[rank] * Math.Exp(-Math.Max(0, now.UtcTicks - _at[rank]) / (double)Fade.Ticks);
}
