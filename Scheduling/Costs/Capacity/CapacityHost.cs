using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>A host that is there, or a machine that was ordered, with what is free on it.</summary>
/// <param name="Host">The host; only an active one counts as room.</param>
/// <param name="IsSpot">Whether its owner may take it back.</param>
public sealed record CapacityHost(HostCandidate Host, bool IsSpot);
