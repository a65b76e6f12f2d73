namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>Replicas of a model without room.</summary>
/// <param name="Need">The model's need.</param>
/// <param name="Replicas">How many, at least 1.</param>
/// <param name="OnSpot">How many of them may be on spot machines.</param>
internal sealed record Lack(CapacityNeed Need, int Replicas, int OnSpot);
