namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>When the next of many equal jobs starts on slots that become free one after the other.</summary>
internal static class WaitPrediction
{
    /// <summary>
    /// Slot j offers starts at free[j], free[j] + service, free[j] + 2 service ...; the jobs ahead take the earliest offers, so the
    /// newcomer's start is the offer number <paramref name="ahead"/> (from 0). The number of jobs ahead does not matter for the time that takes.
    /// </summary>
    /// <param name="freeTicks">When each slot becomes free, at least one; sorted on return.</param>
    /// <param name="ahead">Jobs that come before, at least 0.</param>
    /// <param name="serviceTicks">What each of them takes.</param>
    public static long StartTicks(Span<long> freeTicks, long ahead, long serviceTicks)
    {
        var service = Math.Max(1, serviceTicks);
        freeTicks.Sort();
        var (first, last) = (freeTicks[0], freeTicks[^1]);
        if (last - first <= service)
        {
            // No slot comes up twice before each has once: the usual case, as nothing that runs takes longer than usual.
            var (round, slot) = Math.DivRem(ahead, freeTicks.Length);
            var start = freeTicks[(int)slot] + ((Int128)round * service);
            return start > TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue.Ticks : (long)start;
        }

        // The earliest slot alone would have offered enough by then.
        var latest = first + ((Int128)ahead * service);
        var (low, high) = (first, latest > TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue.Ticks : (long)latest);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Offers(freeTicks, middle, service) > ahead)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static Int128 Offers(ReadOnlySpan<long> freeTicks, long until, long service)
    {
        Int128 offers = 0;
        foreach (var free in freeTicks)
        {
            if (free <= until)
            {
                offers += ((until - free) / service) + 1;
            }
        }

        return offers;
    }
}
