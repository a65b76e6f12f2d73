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
    /// <param name="rows">How much of a batch each takes, at least 1, in the same order; null for one each.</param>
    /// <returns>A size, or until when to wait.</returns>
    public static BatchDecision Decide(
        IReadOnlyList<DateTimeOffset> arrivals,
        IReadOnlyList<DateTimeOffset> deadlines,
        BatchLimits limits,
        BatchTimes times,
        TimeSpan? arrivalGap,
        DateTimeOffset now,
        IReadOnlyList<int>? rows = null)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(deadlines);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentOutOfRangeException.ThrowIfZero(arrivals.Count, nameof(arrivals));
        ArgumentOutOfRangeException.ThrowIfNotEqual(deadlines.Count, arrivals.Count, nameof(deadlines));
        if (rows is not null)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Count, arrivals.Count, nameof(rows));
        }

        var (size, taken) = LargestThatKeeps(deadlines, rows, limits, times, now);
        if (taken < limits.MaxSize && size == arrivals.Count && WaitEnd(arrivals[0], deadlines, taken, limits, times, arrivalGap, now) is { } until)
        {
            return new BatchDecision(0, until);
        }

        return new BatchDecision(Preferred(size, taken, rows, limits.PreferredSizes), null);
    }

    /// <summary>Each added request makes all of them later; the earliest deadline of those inside is what must hold.</summary>
    private static (int Size, int Rows) LargestThatKeeps(
        IReadOnlyList<DateTimeOffset> deadlines, IReadOnlyList<int>? rows, BatchLimits limits, BatchTimes times, DateTimeOffset now)
    {
        var (size, taken, earliest) = (1, rows?[0] ?? 1, deadlines[0]);
        while (size < deadlines.Count && taken + (rows?[size] ?? 1) is var more && more <= limits.MaxSize)
        {
            earliest = deadlines[size] < earliest ? deadlines[size] : earliest;
            if (times.CautiousOf(more) is { } time && now + time > earliest)
            {
                break;
            }

            (size, taken) = (size + 1, more);
        }

        return (size, taken);
    }

    private static DateTimeOffset? WaitEnd(
        DateTimeOffset first, IReadOnlyList<DateTimeOffset> deadlines, int taken, BatchLimits limits, BatchTimes times, TimeSpan? arrivalGap, DateTimeOffset now)
    {
        if (limits.MaxSize == 1 || arrivalGap is not { } gap || times.CautiousOf(taken + 1) is not { } time || times.Of(1) is not { } alone)
        {
            return null;
        }

        // One more saves a whole execution of its own less what it adds here, and costs those that wait the gap.
        var saved = alone - (times.Of(taken + 1)!.Value - times.Of(taken)!.Value);
        var end = first + limits.MaxDelay;
        return now + gap <= end && now + gap + time <= deadlines.Min() && saved > gap * deadlines.Count ? Earlier(end, deadlines.Min() - time) : null;
    }

    /// <summary>As many as fit the largest preferred size that is not larger; where all are larger, what there is.</summary>
    private static int Preferred(int size, int taken, IReadOnlyList<int>? rows, ImmutableArray<int> preferred)
    {
        var best = 0;
        foreach (var one in preferred)
        {
            best = one <= taken && one > best ? one : best;
        }

        while (best > 0 && taken > best && size > 1)
        {
            size--;
            taken -= rows?[size] ?? 1;
        }

        return size;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
