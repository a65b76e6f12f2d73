namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>
/// Finds replicas that fail or are slow beside the others, takes them out for a time that grows, and lets them back after a probe. The
/// mechanism is known from service proxies (consecutive failures, ejection time times ejections, a most of ejected hosts).
/// </summary>
public static class OutlierDetector
{
    // Of the newest execution in the mean.
    private const double Weight = 0.1;

    /// <summary>An execution completed.</summary>
    /// <param name="health">Of its replica.</param>
    /// <param name="serviceTime">What it took.</param>
    /// <param name="others">Of the other replicas of the model that take requests.</param>
    /// <param name="limits">When to eject.</param>
    /// <param name="now">The current time.</param>
    /// <param name="peers">Of those, the ones on devices of the same class with the same version: whose speed it is compared with. Null for all of them.</param>
    /// <returns>The replica's health from now on.</returns>
    public static ReplicaHealth Completed(
        ReplicaHealth health, TimeSpan serviceTime, IReadOnlyCollection<ReplicaHealth> others, OutlierLimits limits, DateTimeOffset now, IReadOnlyCollection<ReplicaHealth>? peers = null)
    {
        ArgumentNullException.ThrowIfNull(health);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(limits);
        if (health.EjectedUntil is { } until && now < until)
        {
            return health; // began before it was ejected
        }

        var normal = MedianOf(peers ?? others, limits);
        if (health.EjectedUntil is not null)
        {
            // The probe: as fast as the others may be slow at most, and what was learned of the time before is forgotten.
            return normal is { } usual && serviceTime > usual * limits.SlowFactor
                ? Eject(health, limits, now)
                : health with { EjectedUntil = null, FailuresInARow = 0, Samples = 1, Typical = serviceTime, Ejections = health.Ejections - 1 };
        }

        var typical = health.Samples == 0 ? serviceTime : health.Typical + ((serviceTime - health.Typical) * Math.Max(Weight, 1.0 / (health.Samples + 1)));
        var next = health with { FailuresInARow = 0, Samples = health.Samples + 1, Typical = typical };
        return next.Samples >= limits.MinSamples && normal is { } median && typical > median * limits.SlowFactor && MayEject(others, limits)
            ? Eject(next, limits, now)
            : next;
    }

    /// <summary>An execution failed by the replica's fault, or the replica did not answer.</summary>
    /// <param name="health">Of its replica.</param>
    /// <param name="others">Of the other replicas of the model that take requests.</param>
    /// <param name="limits">When to eject.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The replica's health from now on.</returns>
    public static ReplicaHealth Failed(ReplicaHealth health, IReadOnlyCollection<ReplicaHealth> others, OutlierLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(health);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(limits);
        if (health.EjectedUntil is { } until)
        {
            return now < until ? health : Eject(health, limits, now);
        }

        var next = health with { FailuresInARow = health.FailuresInARow + 1 };
        return next.FailuresInARow >= limits.ConsecutiveFailures && MayEject(others, limits) ? Eject(next, limits, now) : next;
    }

    private static ReplicaHealth Eject(ReplicaHealth health, OutlierLimits limits, DateTimeOffset now)
    {
        var ejections = Math.Max(0, health.Ejections) + 1;
        var length = limits.Ejection * ejections;
        return health with { Ejections = ejections, EjectedUntil = now + (length < limits.MaxEjection ? length : limits.MaxEjection), FailuresInARow = 0 };
    }

    private static bool MayEject(IReadOnlyCollection<ReplicaHealth> others, OutlierLimits limits)
    {
        var ejected = others.Count(other => other.EjectedUntil is not null) + 1;
        return ejected <= others.Count && ejected <= Math.Max(1, (others.Count + 1) * limits.MaxEjectedShare);
    }

    private static TimeSpan? MedianOf(IReadOnlyCollection<ReplicaHealth> others, OutlierLimits limits)
    {
        var known = others.Where(other => other.EjectedUntil is null && other.Samples >= limits.MinSamples).Select(other => other.Typical).Order().ToArray();
        return known.Length == 0 ? null : known[(known.Length - 1) / 2];
    }
}
