namespace Orleans.Runtime;

/// <summary>Any silo that can host the class.</summary>
public sealed class RandomPlacement : PlacementStrategy;
