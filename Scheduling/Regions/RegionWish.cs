namespace Krewe.Scheduling.Regions;

/// <summary>That a model is to be served outside its own region.</summary>
/// <param name="To">Where; null for wherever there is room.</param>
/// <param name="Reason">Why.</param>
public sealed record RegionWish(string? To, MoveReason Reason);
