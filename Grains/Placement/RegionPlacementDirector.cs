using Krewe.Naming;
using Orleans.Runtime.Placement;

namespace Krewe.Grains.Placement;

/// <summary>Reads the region out of the key of a pool or a model.</summary>
/// <param name="silos">Knows the silos' regions.</param>
public sealed class RegionPlacementDirector(IHostSilos silos) : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var compatible = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, compatible) is { } hint)
        {
            return Task.FromResult(hint);
        }

        var region = RegionOf(target.GrainIdentity.Key.ToString()!);
        SiloAddress[] near = [.. compatible.Where(silo => silos.RegionOf(silo) == region)];
        var candidates = (near.Length > 0 ? near : compatible).OrderBy(silo => silo.ToParsableString(), StringComparer.Ordinal).ToArray();
        return Task.FromResult(candidates[target.GrainIdentity.GetUniformHashCode() % (uint)candidates.Length]);
    }

    private static string RegionOf(string key) => ModelKey.TryParse(key, out var model) ? model.Region : PoolKey.Parse(key).Region;
}
