namespace Krewe.Grains.Placement;

/// <summary>On the silo of the host that the grain's key begins with (<c>host</c>, <c>host/uuid</c>). The key says where, so no directory does.</summary>
public sealed class HostPlacement : PlacementStrategy
{
    /// <inheritdoc/>
    public override bool IsUsingGrainDirectory => false;
}
