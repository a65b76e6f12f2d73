using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Placement;

internal sealed class PreferLocalPlacementDirector(SiloChoices choices) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, silos)
            ?? (silos.Contains(context.LocalSilo) ? context.LocalSilo : choices.Any(silos)));
    }
}
