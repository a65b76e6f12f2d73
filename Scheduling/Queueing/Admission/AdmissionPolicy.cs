namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>
/// Says before a request is queued whether its deadline can still be met. All waiting entries of the same effective rank count
/// as ahead: exact where deadlines follow arrivals, cautious otherwise. See docs/queueing.md.
/// </summary>
public static class AdmissionPolicy
{
    private const int MostOnStack = 256;

    // Long enough for any estimate, and nothing overflows.
    private static readonly double MostTicks = TimeSpan.FromDays(3_650).Ticks;

    /// <summary>Decides on one request.</summary>
    /// <param name="snapshot">The queue and the slots.</param>
    /// <param name="rank">The request's rank, 0 the most important; one beyond the snapshot's ranks has all of them ahead.</param>
    /// <param name="deadline">The request's deadline.</param>
    /// <param name="now">The current time.</param>
    /// <param name="limits">Bounds of the answer.</param>
    /// <returns>Admitted or refused, with the predicted wait.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rank or the number of slots is negative.</exception>
    public static AdmissionDecision Decide(
        AdmissionSnapshot snapshot, int rank, DateTimeOffset deadline, DateTimeOffset now, AdmissionLimits limits)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfNegative(snapshot.Slots, nameof(snapshot));
        var wait = PredictWait(snapshot, rank);
        var budget = deadline - now;
        if (budget <= TimeSpan.Zero)
        {
            return new AdmissionDecision(false, AdmissionReason.DeadlinePassed, wait, null);
        }

        if (wait is not { } predicted || snapshot.ServiceTime is not { } estimate)
        {
            return new AdmissionDecision(true, AdmissionReason.NoEstimate, null, null);
        }

        var service = estimate.Cautious < TimeSpan.Zero ? TimeSpan.Zero : estimate.Cautious;
        var cautious = predicted * Math.Max(1, snapshot.WaitFactor);
        if (service <= budget && cautious <= budget - service)
        {
            return new AdmissionDecision(true, AdmissionReason.DeadlineHolds, predicted, null);
        }

        if (predicted == TimeSpan.Zero && limits.ProbeWhenIdle)
        {
            return new AdmissionDecision(true, AdmissionReason.Probe, predicted, null);
        }

        // Waiting shortens the queue one second a second, but no execution.
        return service > budget
            ? new AdmissionDecision(false, AdmissionReason.ServiceTooLong, predicted, null)
            : new AdmissionDecision(false, AdmissionReason.QueueTooLong, predicted, Clamp(cautious - (budget - service), limits));
    }

    /// <summary>Predicts when a request of this rank would start if it were queued now.</summary>
    /// <param name="snapshot">The queue and the slots.</param>
    /// <param name="rank">The request's rank, not negative.</param>
    /// <returns>The wait, not negative; null when no service time or no slot is known.</returns>
    public static TimeSpan? PredictWait(AdmissionSnapshot snapshot, int rank)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!(snapshot.DrainShare is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(snapshot), snapshot.DrainShare, "A share of the slots lies above 0 and is at most 1.");
        }

        if (snapshot.Slots <= 0 || snapshot.ServiceTime is not { } estimate)
        {
            return null;
        }

        long ahead = 0;
        for (var other = 0; other < Math.Min(snapshot.WaitingByRank.Length, rank + 1L); other++)
        {
            ahead += Math.Max(0, snapshot.WaitingByRank[other]);
        }

        if (ahead == 0 && snapshot.BusyRemaining.Length < snapshot.Slots)
        {
            return TimeSpan.Zero; // a slot is free, and nobody comes first
        }

        var busy = snapshot.BusyRemaining;
        Span<long> free = busy.Length <= MostOnStack && snapshot.Slots <= MostOnStack ? stackalloc long[Math.Max(busy.Length, snapshot.Slots)] : new long[Math.Max(busy.Length, snapshot.Slots)];
        for (var at = 0; at < busy.Length; at++)
        {
            free[at] = Math.Max(0, busy[at].Ticks);
        }

        if (busy.Length > snapshot.Slots)
        {
            free.Sort();
            free = free[^snapshot.Slots..];
        }

        return TimeSpan.FromTicks(WaitPrediction.StartTicks(free, ahead, (long)Math.Min(MostTicks, estimate.Typical.Ticks / snapshot.DrainShare)));
    }

    private static TimeSpan Clamp(TimeSpan value, AdmissionLimits limits) =>
        value < limits.MinRetryAfter ? limits.MinRetryAfter
        : value > limits.MaxRetryAfter ? limits.MaxRetryAfter
        : value;
}
