namespace Krewe.Grains.Placement;

/// <summary>On a silo of the region in the grain's key while that region has one, each grain on the same while silos stay; in the directory.</summary>
public sealed class RegionPlacement : PlacementStrategy;
