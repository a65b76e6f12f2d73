namespace Krewe.Fleet.Regions;

/// <summary>That a model is to be served in another region although its own one lives.</summary>
/// <param name="To">Where; null for wherever there is room.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">When it was decided.</param>
[GenerateSerializer, Immutable, Alias("krewe.SpreadMove")]
public sealed record SpreadMove(string? To, RegionMoveReason Reason, DateTimeOffset Since);
