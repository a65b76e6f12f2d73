using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Any silo that can host the class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RandomPlacementAttribute() : PlacementAttribute(new RandomPlacement());
