namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>What a model needs, whatever places there are.</summary>
/// <param name="Now">Replicas when one that is started now would serve.</param>
/// <param name="Then">Replicas at a later moment.</param>
/// <param name="Most">The most of them from now until then, at least the others.</param>
public readonly record struct LaterReplicas(int Now, int Then, int Most);
