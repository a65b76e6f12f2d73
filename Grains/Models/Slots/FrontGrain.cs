using Krewe.Grains.Placement;
using Krewe.Naming;

namespace Krewe.Grains.Models.Slots;

/// <summary>Hands what queues say to this silo's front.</summary>
[GrainType("front"), HostPlacement]
internal sealed class FrontGrain(IFrontSlots? slots = null) : Grain, IFrontGrain
{
    public Task RevokeAsync(ModelKey model)
    {
        slots?.Revoke(model);
        return Task.CompletedTask;
    }
}
