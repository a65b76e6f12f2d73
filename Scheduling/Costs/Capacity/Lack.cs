namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>Replicas of a model without room.</summary>
/// <param name="Need">The model's need.</param>
/// <param name="Replicas">How many, at least 1.</param>
/// <param name="OnSpot">How many of them may be on spot machines.</param>
/// <param name="StartSeconds">0 for what is needed now; else what is needed only when a machine serves that takes so long to start.</param>
internal sealed record Lack(CapacityNeed Need, int Replicas, int OnSpot, double StartSeconds = 0)
{
    /// <summary>Whether they are not needed yet, but will be.</summary>
    public bool IsLater => StartSeconds > 0;
}
