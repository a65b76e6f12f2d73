namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>Replicas of a model without room.</summary>
/// <param name="Need">The model's need.</param>
/// <param name="Replicas">How many, at least 1.</param>
/// <param name="OnSpot">How many of them may be on spot machines.</param>
/// <param name="IsLater">Whether they are not needed yet, but will be when one would serve on a machine that is ordered now.</param>
internal sealed record Lack(CapacityNeed Need, int Replicas, int OnSpot, bool IsLater = false);
