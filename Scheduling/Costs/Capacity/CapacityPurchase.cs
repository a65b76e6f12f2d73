namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>A machine to buy.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record CapacityPurchase(string Kind, string Reason);
