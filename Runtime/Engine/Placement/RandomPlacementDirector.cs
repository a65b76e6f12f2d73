using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Placement;

internal sealed class RandomPlacementDirector(SiloChoices choices) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) ?? choices.Any(silos));
    }
}
