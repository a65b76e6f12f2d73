using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Runtime.Placement;

/// <summary>
/// How a grain class is placed: from its attributes. Strategies and filters that were registered are made anew and take their settings
/// from the class's properties, so that settings which are not there work nowhere.
/// </summary>
internal sealed record ClassPlacement(PlacementStrategy Strategy, IReadOnlyList<PlacementFilterStrategy> Filters)
{
    public static ClassPlacement Of(Type grainClass, GrainType grainType, IServiceProvider services)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in grainClass.GetCustomAttributes(inherit: true).OfType<IGrainPropertiesProviderAttribute>())
        {
            attribute.Populate(services, grainClass, grainType, values);
        }

        var properties = new GrainProperties(values.ToImmutableDictionary(StringComparer.Ordinal));
        return new ClassPlacement(StrategyOf(grainClass, services, properties), FiltersOf(grainClass, services, properties));
    }

    private static PlacementStrategy StrategyOf(Type grainClass, IServiceProvider services, GrainProperties properties)
    {
        if (grainClass.GetCustomAttribute<PlacementAttribute>(inherit: true)?.PlacementStrategy is not { } named)
        {
            return services.GetService<PlacementStrategy>() ?? new ResourceOptimizedPlacement();
        }

        var strategy = services.GetKeyedService<PlacementStrategy>(named.GetType().Name) ?? named;
        strategy.Initialize(properties);
        return strategy;
    }

    private static IReadOnlyList<PlacementFilterStrategy> FiltersOf(Type grainClass, IServiceProvider services, GrainProperties properties)
    {
        var filters = new List<PlacementFilterStrategy>();
        foreach (var attribute in grainClass.GetCustomAttributes<PlacementFilterAttribute>(inherit: true))
        {
            var named = attribute.PlacementFilterStrategy;
            var filter = services.GetKeyedService<PlacementFilterStrategy>(named.GetType().Name) ?? named;
            filter.Initialize(properties);
            filters.Add(filter);
        }

        return filters.Select(filter => filter.Order).Distinct().Count() == filters.Count
            ? [.. filters.OrderBy(filter => filter.Order)]
            : throw new OrleansConfigurationException($"KRW7046: Two placement filters of {grainClass} have the same order. Give each one of its own.");
    }
}
