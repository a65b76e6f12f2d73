namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>When the next of many equal jobs starts on slots that become free one after the other.</summary>
internal static class WaitPrediction
{
    /// <summary>
    /// Slot j offers starts at free[j], free[j] + service, free[j] + 2 service ...; the jobs ahead take the earliest offers, so the
    /// newcomer's start is the offer number <paramref name="ahead"/> (from 0). Found by bisection: the number of jobs ahead does not matter.
    /// </summary>
    public static long StartTicks(ReadOnlySpan<long> freeTicks, long ahead, long serviceTicks)
    {
        var service = Math.Max(1, serviceTicks);
        long earliest = long.MaxValue;
        foreach (var free in freeTicks)
        {
            earliest = Math.Min(earliest, free);
        }

        // The earliest slot alone would have offered enough by then.
        var latest = earliest + ((Int128)ahead * service);
        var (low, high) = (earliest, latest > TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue.Ticks : (long)latest);
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
