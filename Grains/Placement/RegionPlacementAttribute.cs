using Orleans.Placement;

namespace Krewe.Grains.Placement;

/// <summary>See <see cref="RegionPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RegionPlacementAttribute() : PlacementAttribute(new RegionPlacement());
