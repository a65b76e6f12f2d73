using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Placement;

/// <summary>
/// The silo with the fewest activations, for the strategies by activation count and by resources: silos report no statistics of processor and
/// memory yet, and where those are missing the activation count decides. The placing silo is taken while it has at most a twentieth
/// more than the least loaded one: what is placed by resources is spared a way through the network where it costs no balance.
/// </summary>
internal sealed class LeastLoadedPlacementDirector(SiloReports reports, SiloChoices choices) : IPlacementDirector
{
    private const double LocalMargin = 1.05;

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
        {
            return Task.FromResult(hint);
        }

        var least = silos.Min(reports.ActivationsOf);
        return Task.FromResult(strategy is ResourceOptimizedPlacement
            && silos.Contains(context.LocalSilo)
            && reports.ActivationsOf(context.LocalSilo) <= least * LocalMargin
                ? context.LocalSilo
                : choices.Any([.. silos.Where(silo => reports.ActivationsOf(silo) == least)]));
    }
}
