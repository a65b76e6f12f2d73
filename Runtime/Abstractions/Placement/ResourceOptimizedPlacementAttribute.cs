using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>The silo with most to spare. The default.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ResourceOptimizedPlacementAttribute() : PlacementAttribute(new ResourceOptimizedPlacement());
