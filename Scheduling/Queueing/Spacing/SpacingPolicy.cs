namespace Krewe.Scheduling.Queueing.Spacing;

/// <summary>
/// Executions that begin together end together, and whoever comes in between waits for all of them. So what has waited itself begins a
/// little apart while somebody more important, or of another tenant, may come: then a slot becomes free regularly.
/// </summary>
public static class SpacingPolicy
{
    /// <summary>Of the time at which slots become free one after the other; the rest is room for executions that take longer or shorter.</summary>
    public const double Share = 0.7;

    /// <summary>When the next execution of those that keep apart may begin.</summary>
    /// <param name="lastStart">When the last execution of any kind began.</param>
    /// <param name="typical">What an execution usually takes.</param>
    /// <param name="slots">How many run at once.</param>
    /// <returns>The earliest time; in the past when it may begin now.</returns>
    public static DateTimeOffset NotBefore(DateTimeOffset lastStart, TimeSpan typical, int slots) =>
        slots <= 1 || typical <= TimeSpan.Zero ? lastStart : lastStart + (typical * (Share / slots));
}
