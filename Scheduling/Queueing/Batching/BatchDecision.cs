namespace Krewe.Scheduling.Queueing.Batching;

/// <summary>What <see cref="BatchPolicy"/> says.</summary>
/// <param name="Size">How many to execute now, from the front of the order; 0 to wait.</param>
/// <param name="WaitUntil">When to ask again if nobody comes; null when something is executed now.</param>
public readonly record struct BatchDecision(int Size, DateTimeOffset? WaitUntil);
