namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>
/// How much of the slots each rank takes, as a rate that fades with time: what is left for a rank is what the ranks above do not take. Not
/// safe for concurrent use.
/// </summary>
public sealed class RankLoads
{
    /// <summary>A rank always counts on at least this share of the slots: ageing lifts what waits, and a load may end.</summary>
    public const double LeastShare = 0.05;

    /// <summary>How long what a rank took of the slots counts for those below it, in queues of models.</summary>
    public static TimeSpan UsualFade => TimeSpan.FromSeconds(2);

    private readonly double _fadeTicks;
    private readonly double[] _work;
    private readonly long[] _at;
    private long _since = long.MaxValue;

    /// <summary>Creates loads of nothing.</summary>
    /// <param name="ranks">Number of ranks, at least 1.</param>
    /// <param name="fade">The time over which past work fades to 1/e; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside its range.</exception>
    public RankLoads(int ranks, TimeSpan fade)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fade, TimeSpan.Zero);
        _fadeTicks = fade.Ticks;
        _work = new double[ranks];
        _at = new long[ranks];
    }

    /// <summary>An execution of a rank was started.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="work">The time for which it takes a slot; negative counts as zero.</param>
    /// <param name="now">The current time.</param>
    public void Record(int rank, TimeSpan work, DateTimeOffset now)
    {
        _since = Math.Min(_since, now.UtcTicks);
        _work[rank] = Faded(rank, now.UtcTicks) + Math.Max(0, work.Ticks);
        _at[rank] = now.UtcTicks;
    }

    /// <summary>The share of the slots that the ranks above one leave.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="slots">All slots; 0 or less counts as 1.</param>
    /// <param name="now">The current time.</param>
    /// <returns><see cref="LeastShare"/> to 1.</returns>
    public double ShareLeft(int rank, int slots, DateTimeOffset now)
    {
        var above = 0.0;
        for (var other = 0; other < Math.Min(rank, _work.Length); other++)
        {
            above += Faded(other, now.UtcTicks);
        }

        if (above <= 0)
        {
            return 1;
        }

        // A sum that fades over T holds T times the rate, and less while it has not been kept for long.
        var kept = _fadeTicks * (1 - Math.Exp(-Math.Max(_fadeTicks / 20, now.UtcTicks - _since) / _fadeTicks));
        return Math.Clamp(1 - (above / (kept * Math.Max(1, slots))), LeastShare, 1);
    }

    private double Faded(int rank, long nowTicks) => _work[rank] * Math.Exp(-Math.Max(0, nowTicks - _at[rank]) / _fadeTicks);
}
