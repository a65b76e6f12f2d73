namespace Krewe.Scheduling.Scaling.Limits;

/// <summary>Fewest and most replicas.</summary>
/// <param name="Least">At least, from 0.</param>
/// <param name="Most">At most, not below <paramref name="Least"/>.</param>
public readonly record struct ReplicaLimits(int Least, int Most);
