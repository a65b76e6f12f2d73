using Krewe.Runtime.Activations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Placement;

/// <summary>Places new activations: active silos, then the filters of the class, then the director of its strategy.</summary>
internal sealed class PlacementManager(
    IServiceProvider services, GrainClasses classes, ClusterView cluster, SiloReports reports, IOptions<SiloMessagingOptions> options) : IPlacementContext
{
    public SiloAddress LocalSilo => cluster.Local;

    public SiloStatus LocalSiloStatus => cluster.StatusOf(cluster.Local);

    /// <summary>Chooses a silo. To be called in the engine's turns.</summary>
    /// <exception cref="OrleansException">No silo may host the grain.</exception>
    public async Task<SiloAddress> PlaceAsync(GrainClassInfo info, PlacementTarget target)
    {
        var strategy = info.Placement;
        var director = services.GetKeyedService<IPlacementDirector>(strategy.GetType())
            ?? throw new OrleansConfigurationException(
                $"KRW7045: {info.Class} is placed by {strategy.GetType()}, and no director is registered for it (AddPlacementDirector).");
        for (var tries = 1; ; tries++)
        {
            var before = cluster.Version;
            var chosen = await director.OnAddActivation(strategy, target, this);
            if (cluster.IsActive(chosen))
            {
                reports.Placed(chosen);
                return chosen;
            }

            // What was active a moment ago may not be so any more: that is no mistake of the director.
            if (tries == 3 || cluster.Version == before)
            {
                throw Nowhere(target, $"its director chose {chosen}, which is not active");
            }
        }
    }

    public SiloAddress[] GetCompatibleSilos(PlacementTarget target)
    {
        IEnumerable<SiloAddress> silos = cluster.Active;
        if (!options.Value.AssumeHomogenousSilosForTesting)
        {
            foreach (var filter in classes.Find(target.GrainIdentity.Type)?.Filters ?? [])
            {
                silos = Director(filter).Filter(filter, target, silos);
            }
        }

        SiloAddress[] left = [.. silos];
        return left.Length > 0 ? left : throw Nowhere(target, cluster.Active.Count == 0 ? "no silo is active" : "its placement filters leave none");
    }

    public IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target) =>
        new Dictionary<ushort, SiloAddress[]> { [target.InterfaceVersion] = GetCompatibleSilos(target) };

    private IPlacementFilterDirector Director(PlacementFilterStrategy filter) =>
        services.GetKeyedService<IPlacementFilterDirector>(filter.GetType())
        ?? throw new OrleansConfigurationException(
            $"KRW7047: No director is registered for the placement filter {filter.GetType()} (AddPlacementFilter; the filters by silo metadata come with UseSiloMetadata).");

    private OrleansException Nowhere(PlacementTarget target, string why) => LocalSiloStatus.IsTerminating()
        ? new SiloUnavailableException($"KRW7037: The silo is stopping, and {target.GrainIdentity} cannot be placed elsewhere: {why}.")
        : new OrleansException($"KRW7044: No active nodes are compatible with {target.GrainIdentity}: {why}.");
}
