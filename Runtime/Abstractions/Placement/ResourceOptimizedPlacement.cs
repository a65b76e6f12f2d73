namespace Orleans.Runtime;

/// <summary>The silo with most to spare. The default.</summary>
public sealed class ResourceOptimizedPlacement : PlacementStrategy;
