using Orleans.Placement;

namespace Krewe.Grains.Placement;

/// <summary>See <see cref="LeasePlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LeasePlacementAttribute() : PlacementAttribute(new LeasePlacement());
