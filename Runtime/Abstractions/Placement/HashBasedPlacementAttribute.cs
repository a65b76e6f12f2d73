using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>The silo that the hash of the grain's identity picks.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HashBasedPlacementAttribute() : PlacementAttribute(new HashBasedPlacement());
