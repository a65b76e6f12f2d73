using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing.Batching;

/// <summary>
/// How many of those that wait are executed together on a slot that is free: the most that keep the earliest deadline. It waits for more only
/// while more are expected within the delay and the earliest deadline leaves room, and never when the arrivals say that nobody comes.
/// </summary>
public static class BatchPolicy
{
    /// <summary>Decides for one free slot.</summary>
    /// <param name="arrivals">When those arrived that could go together, in the order of service; not empty.</param>
    /// <param name="deadlines">Their deadlines, in the same order.</param>
    /// <param name="limits">The spec's limits.</param>
    /// <param name="times">What batches take.</param>
    /// <param name="arrivalGap">The mean time between two such requests lately; null while it is not known.</param>
    /// <param name="now">The current time.</param>
    /// <returns>A size, or until when to wait.</returns>
    public static BatchDecision Decide(
        IReadOnlyList<DateTimeOffset> arrivals, IReadOnlyList<DateTimeOffset> deadlines, BatchLimits limits, BatchTimes times, TimeSpan? arrivalGap, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(deadlines);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentOutOfRangeException.ThrowIfZero(arrivals.Count, nameof(arrivals));
        ArgumentOutOfRangeException.ThrowIfNotEqual(deadlines.Count, arrivals.Count, nameof(deadlines));
        var size = LargestThatKeeps(deadlines, limits, times, now);
        if (size < limits.MaxSize && size == arrivals.Count && WaitEnd(arrivals[0], deadlines, limits, times, arrivalGap, now) is { } until)
        {
            return new BatchDecision(0, until);
        }

        return new BatchDecision(Preferred(size, limits.PreferredSizes), null);
    }

    /// <summary>Each added request makes all of them later; the earliest deadline of those inside is what must hold.</summary>
    private static int LargestThatKeeps(IReadOnlyList<DateTimeOffset> deadlines, BatchLimits limits, BatchTimes times, DateTimeOffset now)
    {
        var (size, earliest) = (1, deadlines[0]);
        for (var more = 2; more <= Math.Min(limits.MaxSize, deadlines.Count); more++)
        {
            earliest = deadlines[more - 1] < earliest ? deadlines[more - 1] : earliest;
            if (times.CautiousOf(more) is { } time && now + time > earliest)
            {
                break;
            }

            size = more;
        }

        return size;
    }

    private static DateTimeOffset? WaitEnd(
        DateTimeOffset first, IReadOnlyList<DateTimeOffset> deadlines, BatchLimits limits, BatchTimes times, TimeSpan? arrivalGap, DateTimeOffset now)
    {
        if (limits.MaxSize == 1 || arrivalGap is not { } gap || times.CautiousOf(deadlines.Count + 1) is not { } time || times.Of(1) is not { } alone)
        {
            return null;
        }

        // One more saves a whole execution of its own less what it adds here, and costs those that wait the gap.
        var saved = alone - (times.Of(deadlines.Count + 1)!.Value - times.Of(deadlines.Count)!.Value);
        var end = first + limits.MaxDelay;
        return now + gap <= end && now + gap + time <= deadlines.Min() && saved > gap * deadlines.Count ? Earlier(end, deadlines.Min() - time) : null;
    }

    /// <summary>The largest preferred size that is not larger; where all are larger, what there is.</summary>
    private static int Preferred(int size, ImmutableArray<int> preferred)
    {
        var best = 0;
        foreach (var one in preferred)
        {
            best = one <= size && one > best ? one : best;
        }

        return best == 0 ? size : best;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
