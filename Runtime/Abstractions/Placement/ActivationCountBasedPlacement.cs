namespace Orleans.Runtime;

/// <summary>The silo with the fewest recently used activations.</summary>
public sealed class ActivationCountBasedPlacement : PlacementStrategy;
