namespace Krewe.Scheduling.Recovery;

/// <summary>When a crashed process is started again.</summary>
/// <param name="Delay">Time to wait before the start; zero means at once.</param>
/// <param name="State">The state to pass with the next crash.</param>
public sealed record RestartDecision(TimeSpan Delay, RestartState State);
