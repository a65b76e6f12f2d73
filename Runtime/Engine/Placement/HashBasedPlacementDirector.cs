using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Placement;

/// <summary>The same choice on every silo that sees the same silos.</summary>
internal sealed class HashBasedPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, silos)
            ?? silos.Order().ElementAt((int)(target.GrainIdentity.GetUniformHashCode() % (uint)silos.Length)));
    }
}
