using Krewe.Grains.Pools.Improving;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Placement;

/// <summary>Puts the planning of whole pools into a silo.</summary>
internal static class PlacementServices
{
    /// <summary>Adds what pool grains need for it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The silo's settings.</param>
    public static IServiceCollection AddKrewePlanning(this IServiceCollection services, SiloSettings settings) => services
        .AddSingleton(settings.Pools)
        .AddSingleton<IPlanSearcher, PlanSearcher>();
}
