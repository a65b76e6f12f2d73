namespace Orleans.Runtime;

/// <summary>The calling silo when it can host the class, else any.</summary>
public sealed class PreferLocalPlacement : PlacementStrategy;
