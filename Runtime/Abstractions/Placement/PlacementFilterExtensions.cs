using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Placement;

/// <summary>Registers placement filters.</summary>
public static class PlacementFilterExtensions
{
    /// <summary>Registers a filter with its director.</summary>
    /// <typeparam name="TFilter">The filter's settings; its short name is its name in the cluster.</typeparam>
    /// <typeparam name="TDirector">Does the filtering.</typeparam>
    /// <param name="services">The silo's services.</param>
    /// <param name="strategyLifetime">Transient where the settings differ from class to class.</param>
    public static IServiceCollection AddPlacementFilter<TFilter, TDirector>(this IServiceCollection services, ServiceLifetime strategyLifetime)
        where TFilter : PlacementFilterStrategy, new()
        where TDirector : class, IPlacementFilterDirector
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Add(ServiceDescriptor.DescribeKeyed(
            typeof(PlacementFilterStrategy), typeof(TFilter).Name, static (_, _) => new TFilter(), strategyLifetime));
        return services.AddKeyedSingleton<IPlacementFilterDirector, TDirector>(typeof(TFilter));
    }
}
