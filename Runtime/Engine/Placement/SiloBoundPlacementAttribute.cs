using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Runtime.Placement;

/// <summary>The silo that the key names; in no directory.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SiloBoundPlacementAttribute() : PlacementAttribute(new SiloBoundPlacement())
{
    private sealed class SiloBoundPlacement : PlacementStrategy
    {
        public override bool IsUsingGrainDirectory => false;
    }
}
