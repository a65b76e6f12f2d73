using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Hosting;

/// <summary>Registers placement strategies and their directors.</summary>
public static class PlacementDirectorExtensions
{
    /// <summary>Registers a strategy with its director.</summary>
    /// <typeparam name="TStrategy">The strategy; its short name is its name in the cluster.</typeparam>
    /// <typeparam name="TDirector">Makes the choice.</typeparam>
    /// <param name="builder">The silo.</param>
    public static ISiloBuilder AddPlacementDirector<TStrategy, TDirector>(this ISiloBuilder builder)
        where TStrategy : PlacementStrategy, new()
        where TDirector : class, IPlacementDirector
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPlacementDirector<TStrategy, TDirector>();
        return builder;
    }

    /// <inheritdoc cref="AddPlacementDirector{TStrategy, TDirector}(ISiloBuilder)"/>
    /// <param name="builder">The silo.</param>
    /// <param name="createDirector">Makes the director.</param>
    public static ISiloBuilder AddPlacementDirector<TStrategy>(this ISiloBuilder builder, Func<IServiceProvider, IPlacementDirector> createDirector)
        where TStrategy : PlacementStrategy, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPlacementDirector<TStrategy>(createDirector);
        return builder;
    }

    /// <summary>Registers a strategy with its director.</summary>
    /// <typeparam name="TStrategy">The strategy; its short name is its name in the cluster.</typeparam>
    /// <typeparam name="TDirector">Makes the choice.</typeparam>
    /// <param name="services">The silo's services.</param>
    /// <param name="strategyLifetime">Transient where the settings differ from class to class.</param>
    public static void AddPlacementDirector<TStrategy, TDirector>(
        this IServiceCollection services, ServiceLifetime strategyLifetime = ServiceLifetime.Singleton)
        where TStrategy : PlacementStrategy, new()
        where TDirector : class, IPlacementDirector
    {
        Add<TStrategy>(services, strategyLifetime);
        services.AddKeyedSingleton<IPlacementDirector, TDirector>(typeof(TStrategy));
    }

    /// <inheritdoc cref="AddPlacementDirector{TStrategy, TDirector}(IServiceCollection, ServiceLifetime)"/>
    /// <param name="services">The silo's services.</param>
    /// <param name="createDirector">Makes the director.</param>
    /// <param name="strategyLifetime">Transient where the settings differ from class to class.</param>
    public static void AddPlacementDirector<TStrategy>(
        this IServiceCollection services, Func<IServiceProvider, IPlacementDirector> createDirector, ServiceLifetime strategyLifetime = ServiceLifetime.Singleton)
        where TStrategy : PlacementStrategy, new()
    {
        ArgumentNullException.ThrowIfNull(createDirector);
        Add<TStrategy>(services, strategyLifetime);
        services.AddKeyedSingleton<IPlacementDirector>(typeof(TStrategy), (provider, _) => createDirector(provider));
    }

    private static void Add<TStrategy>(IServiceCollection services, ServiceLifetime lifetime) where TStrategy : PlacementStrategy, new()
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Add(ServiceDescriptor.DescribeKeyed(typeof(PlacementStrategy), typeof(TStrategy).Name, static (_, _) => new TStrategy(), lifetime));
    }
}
