using Orleans.Runtime.Placement;

namespace Krewe.Testing.Simulation;

/// <summary>Places every grain on the one silo there is. The directors of the project have tests of their own.</summary>
internal sealed class OnlySilo : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(context.GetCompatibleSilos(target)[0]);
}
