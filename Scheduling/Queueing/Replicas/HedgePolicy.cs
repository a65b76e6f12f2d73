namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>
/// When a second execution of an idempotent request is begun because the first takes longer than usual (Dean, Barroso: The Tail at Scale,
/// CACM 56, 2013).
/// </summary>
public static class HedgePolicy
{
    /// <summary>How long to wait for the first execution.</summary>
    /// <param name="tail">The time that few executions exceed, such as the 95 % quantile; null while it is not known.</param>
    /// <param name="typical">The median; null while it is not known.</param>
    /// <param name="budget">What is left until the deadline.</param>
    /// <returns>Null when a second execution does not pay: too little is known, or it could not end in time.</returns>
    public static TimeSpan? DelayOf(TimeSpan? tail, TimeSpan? typical, TimeSpan budget) =>
        tail is { } wait && typical is { } service && wait + service <= budget ? wait : null;

    /// <summary>Whether the second execution is begun once the delay has passed: with a free slot elsewhere, nobody waiting, and within the share.</summary>
    /// <param name="hedged">Second executions so far, fading with time.</param>
    /// <param name="executed">All executions so far, fading alike.</param>
    /// <param name="mostShare">The most second executions of all, 0 to 1.</param>
    /// <param name="freeElsewhere">Free slots on other replicas than the first's.</param>
    /// <param name="waiting">Requests that wait: those come first.</param>
    /// <returns>True to begin it.</returns>
    public static bool MayHedge(double hedged, double executed, double mostShare, int freeElsewhere, int waiting) =>
        waiting == 0 && freeElsewhere > 0 && hedged + 1 <= Math.Max(1, executed * mostShare);
}
