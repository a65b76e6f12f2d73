using Orleans.Runtime.Placement;

namespace Krewe.Grains.Placement;

/// <summary>Reads the host out of the key.</summary>
/// <param name="silos">Knows its silo.</param>
public sealed class HostPlacementDirector(IHostSilos silos) : IPlacementDirector
{
    /// <inheritdoc/>
    /// <exception cref="Errors.KreweException">No live silo has the host (KRW3106).</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? key : key[..slash];
        return Task.FromResult(silos.Find(host) ?? throw HostErrors.NotLive(target.GrainIdentity, host, silos));
    }
}
