namespace Krewe.Scheduling.Regions;

/// <summary>A region that would serve a model better, since when: what holds for a moment moves nothing.</summary>
/// <param name="Region">Which; the model's own for a return.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when without a break.</param>
public sealed record RegionThought(string Region, MoveReason Reason, DateTimeOffset Since);
