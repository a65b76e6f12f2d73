namespace Krewe.Scheduling.Recovery;

/// <summary>
/// Delay before a crashed process is started again: at once the first time, then <see cref="RestartLimits.FirstDelay"/>, doubled
/// for each further crash in a row up to <see cref="RestartLimits.MaxDelay"/>, less jitter.
/// </summary>
public static class RestartBackoff
{
    /// <summary>Decides after a crash.</summary>
    /// <param name="state">The state after the previous crash; <see cref="RestartState.Initial"/> at first.</param>
    /// <param name="uptime">How long the process ran before this crash.</param>
    /// <param name="limits">The delays.</param>
    /// <param name="random">The source of jitter; one number is drawn for each delay that is not zero.</param>
    /// <returns>The delay and the new state.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public static RestartDecision AfterCrash(RestartState state, TimeSpan uptime, RestartLimits limits, Random random)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(random);
        limits.ThrowIfInvalid();
        var before = uptime >= limits.HealthyAfter ? 0 : Math.Max(0, state.ConsecutiveCrashes);
        var next = new RestartState(before == int.MaxValue ? before : before + 1);
        if (before == 0)
        {
            return new RestartDecision(TimeSpan.Zero, next);
        }

        var delay = Doubled(limits, before - 1);
        var jitter = (long)(delay * limits.JitterRatio * random.NextDouble());
        return new RestartDecision(TimeSpan.FromTicks(delay - jitter), next);
    }

    private static long Doubled(RestartLimits limits, int times)
    {
        var delay = (Int128)limits.FirstDelay.Ticks << Math.Min(times, 62);
        return delay > limits.MaxDelay.Ticks ? limits.MaxDelay.Ticks : (long)delay;
    }
}
