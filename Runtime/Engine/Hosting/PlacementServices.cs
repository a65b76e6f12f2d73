using Krewe.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Hosting;

/// <summary>What places activations. One silo never asks it.</summary>
internal static class PlacementServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<SiloChoices>();
        services.TryAddSingleton<SiloReports>();
        services.TryAddSingleton<PlacementManager>();
        services.TryAddKeyedSingleton<IPlacementDirector, RandomPlacementDirector>(typeof(RandomPlacement));
        services.TryAddKeyedSingleton<IPlacementDirector, PreferLocalPlacementDirector>(typeof(PreferLocalPlacement));
        services.TryAddKeyedSingleton<IPlacementDirector, HashBasedPlacementDirector>(typeof(HashBasedPlacement));
        services.TryAddKeyedSingleton<IPlacementDirector, LeastLoadedPlacementDirector>(typeof(ActivationCountBasedPlacement));
        services.TryAddKeyedSingleton<IPlacementDirector, LeastLoadedPlacementDirector>(typeof(ResourceOptimizedPlacement));
    }
}
