using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>The calling silo when it can host the class, else any.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PreferLocalPlacementAttribute() : PlacementAttribute(new PreferLocalPlacement());
