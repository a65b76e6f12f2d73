namespace Krewe.Planning.Replay;

/// <summary>The requests of one class of a model.</summary>
/// <param name="Rank">Its importance: 0 goes before 1, that before 2.</param>
/// <param name="Share">Its part of the model's requests, above 0; those of all classes need not sum to 1.</param>
/// <param name="ObjectiveSeconds">The latency objective from arrival to answer, in seconds, above 0.</param>
public sealed record ReplayClass(int Rank, double Share, double ObjectiveSeconds)
{
    /// <summary>A request that has waited so long is dropped, and one that is predicted not to be answered by then is refused when it comes; in seconds, infinite for never.</summary>
    public double TimeoutSeconds { get; init; } = double.PositiveInfinity;
}
