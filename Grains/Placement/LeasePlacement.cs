namespace Krewe.Grains.Placement;

/// <summary>On the silo of the host that granted the replica's lease, as the lease map says; in the directory.</summary>
public sealed class LeasePlacement : PlacementStrategy;
