namespace Krewe.Scheduling.Recovery;

/// <summary>What <see cref="RestartBackoff"/> remembers between crashes.</summary>
/// <param name="ConsecutiveCrashes">Crashes in a row, each sooner than <see cref="RestartLimits.HealthyAfter"/>; not negative.</param>
public sealed record RestartState(int ConsecutiveCrashes)
{
    /// <summary>The state of a process that has never crashed.</summary>
    public static RestartState Initial { get; } = new(0);
}
