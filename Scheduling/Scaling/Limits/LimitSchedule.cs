using System.Collections.Immutable;

namespace Krewe.Scheduling.Scaling.Limits;

/// <summary>Other limits at certain times of the week.</summary>
/// <param name="Days">The days on which it begins; empty for all.</param>
/// <param name="From">When it begins, as time of day.</param>
/// <param name="To">When it ends; at or before <paramref name="From"/> means on the day after.</param>
/// <param name="Zone">The time zone of both.</param>
/// <param name="Least">Replicas at least meanwhile; null for as always.</param>
/// <param name="Most">Replicas at most meanwhile; null for as always.</param>
public sealed record LimitSchedule(ImmutableArray<DayOfWeek> Days, TimeSpan From, TimeSpan To, TimeZoneInfo Zone, int? Least, int? Most)
{
    /// <summary>The limits that hold: of schedules that overlap the larger ones. What a schedule asks for at least begins earlier by a replica's start.</summary>
    /// <param name="always">Those without a schedule.</param>
    /// <param name="schedules">The schedules.</param>
    /// <param name="now">The moment.</param>
    /// <param name="start">How long a replica takes to start, not negative.</param>
    public static ReplicaLimits At(ReplicaLimits always, IEnumerable<LimitSchedule> schedules, DateTimeOffset now, TimeSpan start)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        int? least = null, most = null;
        foreach (var schedule in schedules)
        {
            if (schedule.Least is { } asked && (schedule.Holds(now) || schedule.Holds(now + start)))
            {
                least = Math.Max(least ?? 0, asked);
            }

            if (schedule.Most is { } allowed && schedule.Holds(now))
            {
                most = Math.Max(most ?? 0, allowed);
            }
        }

        var (fewest, highest) = (least ?? always.Least, most ?? always.Most);

        // What must be there counts more than what may: a schedule that begins does not wait for one that ends.
        return new ReplicaLimits(fewest, Math.Max(fewest, highest));
    }

    /// <summary>Whether it holds at a moment.</summary>
    /// <param name="now">The moment.</param>
    public bool Holds(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone);
        var (today, time) = (local.DayOfWeek, local.TimeOfDay);
        return To > From
            ? Begins(today) && time >= From && time < To
            : (Begins(today) && time >= From) || (Begins((DayOfWeek)(((int)today + 6) % 7)) && time < To);
    }

    private bool Begins(DayOfWeek day) => Days.IsDefaultOrEmpty || Days.Contains(day);
}
