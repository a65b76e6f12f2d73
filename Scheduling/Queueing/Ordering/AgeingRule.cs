namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>The effective rank of a waiting entry as a function of time.</summary>
internal static class AgeingRule
{
    public static int EffectiveRank(int rank, long arrivalTicks, long nowTicks, long boundTicks)
    {
        var waited = nowTicks - arrivalTicks;
        return rank == 0 || waited < boundTicks ? rank : (int)Math.Max(0, rank - (waited / boundTicks));
    }

    /// <summary>When an entry that counts as <paramref name="level"/> (above 0) rises next; never past the end of time.</summary>
    public static long NextPromotion(int rank, int level, long arrivalTicks, long boundTicks)
    {
        var at = arrivalTicks + ((Int128)boundTicks * (rank - level + 1));
        return at > long.MaxValue ? long.MaxValue : (long)at;
    }
}
