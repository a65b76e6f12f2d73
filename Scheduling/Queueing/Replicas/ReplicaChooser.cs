namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>
/// Chooses the replica that is expected to finish the next execution first. Ties: smaller share of slots in use, then id.
/// The order of the candidates does not matter.
/// </summary>
public static class ReplicaChooser
{
    /// <summary>Of what an execution takes on a free replica so much must be saved before one waits for a busy one: less is within what predictions are off by.</summary>
    public const double WorthWaiting = 0.25;

    /// <summary>Chooses among replicas with a free slot, for a grant that is given now.</summary>
    /// <param name="replicas">All replicas of the model.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The choice; null when no slot is free.</returns>
    public static ReplicaChoice? ChooseFree(IReadOnlyCollection<ReplicaCandidate> replicas, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(replicas);
        return Best(replicas, replica => replica.InFlight < replica.Slots, now);
    }

    /// <summary>Chooses among all replicas that do not drain, also where the execution would wait for a slot.</summary>
    /// <param name="replicas">All replicas of the model.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The choice; null when every replica drains or has no slots.</returns>
    public static ReplicaChoice? ChooseAny(IReadOnlyCollection<ReplicaCandidate> replicas, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(replicas);
        return Best(replicas, _ => true, now);
    }

    /// <summary>
    /// Chooses among replicas with a free slot, or a busy one that is worth waiting for: it finishes sooner by <see cref="WorthWaiting"/> of what the
    /// free one takes, or in time where the free one would be too late.
    /// </summary>
    /// <param name="replicas">All replicas of the model.</param>
    /// <param name="deadline">When the request must have ended.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The choice, which begins later than now when it is to be waited for; null when no slot is free.</returns>
    public static ReplicaChoice? ChooseOrWait(IReadOnlyCollection<ReplicaCandidate> replicas, DateTimeOffset deadline, DateTimeOffset now)
    {
        if (ChooseFree(replicas, now) is not { } free)
        {
            return null;
        }

        // In time goes before early: of the free ones as of the busy ones.
        var timely = replicas.Where(replica => IsInTime(replica, deadline, now)).ToList();
        if (!timely.Exists(replica => replica.Id == free.Id) && timely.Count > 0)
        {
            return ChooseFree(timely, now) ?? ChooseAny(timely, now);
        }

        return ChooseAny(replicas, now) is { } busy && busy.Start > now && free.Finish - busy.Finish > (free.Finish - now) * WorthWaiting ? busy : free;
    }

    private static bool IsInTime(ReplicaCandidate replica, DateTimeOffset deadline, DateTimeOffset now) =>
        !replica.Draining && replica.Slots > 0 && (replica.CautiousTime ?? replica.ServiceTime) is var service
        && EarliestStart(replica, now) + replica.Transfer + (service ?? TimeSpan.Zero) <= deadline;

    private static ReplicaChoice? Best(
        IReadOnlyCollection<ReplicaCandidate> replicas, Func<ReplicaCandidate, bool> eligible, DateTimeOffset now)
    {
        var unknown = MeanOfKnown(replicas);
        (ReplicaCandidate Replica, ReplicaChoice Choice)? best = null;
        foreach (var replica in replicas)
        {
            if (replica.Draining || replica.Slots <= 0 || !eligible(replica))
            {
                continue;
            }

            var start = EarliestStart(replica, now);
            var service = replica.ServiceTime is { } known && known > TimeSpan.Zero ? known : replica.ServiceTime is null ? unknown : TimeSpan.Zero;
            var taken = service + replica.Transfer;
            var finish = taken >= DateTimeOffset.MaxValue - start ? DateTimeOffset.MaxValue : start + taken;
            var choice = new ReplicaChoice(replica.Id, replica.Epoch, start, finish);
            if (best is not { } current || IsBefore(replica, choice, current.Replica, current.Choice))
            {
                best = (replica, choice);
            }
        }

        return best?.Choice;
    }

    private static bool IsBefore(ReplicaCandidate one, ReplicaChoice oneChoice, ReplicaCandidate other, ReplicaChoice otherChoice)
    {
        var byFinish = oneChoice.Finish.CompareTo(otherChoice.Finish);
        if (byFinish != 0)
        {
            return byFinish < 0;
        }

        // Cross-multiplied, so that equal shares compare equal.
        var byLoad = ((long)one.InFlight * other.Slots).CompareTo((long)other.InFlight * one.Slots);
        return byLoad != 0 ? byLoad < 0 : string.CompareOrdinal(one.Id, other.Id) < 0;
    }

    /// <summary>With k executions too many for a free slot, the slot comes with the (k + 1)th end.</summary>
    private static DateTimeOffset EarliestStart(ReplicaCandidate replica, DateTimeOffset now)
    {
        var surplus = replica.InFlight - replica.Slots;
        if (surplus < 0)
        {
            return now;
        }

        var ends = replica.ExpectedFinishes.Select(end => end < now ? now : end).ToList();
        while (ends.Count < replica.InFlight)
        {
            ends.Add(now);
        }

        ends.Sort();
        return ends[surplus];
    }

    private static TimeSpan MeanOfKnown(IEnumerable<ReplicaCandidate> replicas)
    {
        Int128 sum = 0;
        var count = 0;
        foreach (var replica in replicas)
        {
            if (replica.ServiceTime is { } known && known >= TimeSpan.Zero)
            {
                sum += known.Ticks;
                count++;
            }
        }

        return count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(sum / count));
    }
}
