using Orleans.Runtime.Placement;

namespace Krewe.Grains.Placement;

/// <summary>Reads the lease map. A replica without a lease can be anywhere: it does nothing before it is given one.</summary>
/// <param name="silos">Knows the silo of a host.</param>
/// <param name="leases">This silo's copy of the map.</param>
public sealed class LeasePlacementDirector(IHostSilos silos, LeaseMap leases) : IPlacementDirector
{
    /// <inheritdoc/>
    /// <exception cref="Errors.KreweException">No live silo has the lease's host (KRW3106).</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        if (leases.HostOf(target.GrainIdentity.Key.ToString()!) is { } host)
        {
            return Task.FromResult(silos.Find(host) ?? throw HostErrors.NotLive(target.GrainIdentity, host, silos));
        }

        var compatible = context.GetCompatibleSilos(target);
        return Task.FromResult(compatible.Contains(context.LocalSilo) ? context.LocalSilo : compatible[0]);
    }
}
