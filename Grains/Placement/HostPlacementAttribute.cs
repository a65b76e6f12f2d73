using Orleans.Placement;

namespace Krewe.Grains.Placement;

/// <summary>See <see cref="HostPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HostPlacementAttribute() : PlacementAttribute(new HostPlacement());
