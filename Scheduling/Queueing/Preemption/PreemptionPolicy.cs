namespace Krewe.Scheduling.Queueing.Preemption;

/// <summary>
/// Whether an execution of the lowest class is cancelled so that a request of the highest keeps its deadline. The victim is the one that loses
/// least: begun last. It is executed again, not lost.
/// </summary>
public static class PreemptionPolicy
{
    /// <summary>Chooses a victim.</summary>
    /// <param name="running">What runs on the replicas that could serve the request; no slot of them is free.</param>
    /// <param name="lowest">The rank of which executions may be cancelled.</param>
    /// <param name="ahead">Requests that come before this one.</param>
    /// <param name="service">What the request is expected to take, cautiously.</param>
    /// <param name="deadline">Its deadline.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The victim's id; null when the deadline holds without, cannot be kept even so, or nothing may be cancelled.</returns>
    public static long? Choose(
        IReadOnlyCollection<RunningWork> running, int lowest, int ahead, TimeSpan service, DateTimeOffset deadline, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(running);
        var latestStart = deadline - service;
        if (latestStart < now)
        {
            return null;
        }

        // Slots come free as executions end; those ahead take the first of them.
        var free = running.Where(work => !IsBeingCancelled(work, lowest)).Select(work => EndOf(work, now)).Order().Skip(Math.Max(0, ahead)).FirstOrDefault(DateTimeOffset.MaxValue);
        var beingCancelled = running.Count(work => IsBeingCancelled(work, lowest));
        if (beingCancelled > ahead || free <= latestStart)
        {
            return null;
        }

        RunningWork? victim = null;
        foreach (var work in running)
        {
            if (work.Rank == lowest && work.Cancellable && (victim is not { } best || IsCheaper(work, best)))
            {
                victim = work;
            }
        }

        return victim?.Id;
    }

    /// <summary>What is overdue is expected to take as long again: it is no usual execution.</summary>
    private static DateTimeOffset EndOf(RunningWork work, DateTimeOffset now) =>
        work.ExpectedEnd > now ? work.ExpectedEnd : now + (now - work.StartedAt);

    private static bool IsBeingCancelled(RunningWork work, int lowest) => work.Rank == lowest && !work.Cancellable && work.ExpectedEnd == DateTimeOffset.MinValue;

    private static bool IsCheaper(RunningWork one, RunningWork other) =>
        one.StartedAt != other.StartedAt ? one.StartedAt > other.StartedAt : one.Id < other.Id;
}
