using System.Net;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Hosting;

/// <summary>Configures a client.</summary>
public static class ClientBuilderExtensions
{
    /// <summary>Configures options.</summary>
    /// <typeparam name="TOptions">Which.</typeparam>
    /// <param name="builder">The client.</param>
    /// <param name="configureOptions">Sets them.</param>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, Action<TOptions> configureOptions) where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TOptions>().Configure(configureOptions);
        return builder;
    }

    /// <summary>Adds services.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureDelegate">Adds them.</param>
    public static IClientBuilder ConfigureServices(this IClientBuilder builder, Action<IServiceCollection> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(builder.Services);
        return builder;
    }

    /// <summary>A silo on this machine.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="gatewayPort">Its gateway port.</param>
    /// <param name="serviceId">The service.</param>
    /// <param name="clusterId">The cluster.</param>
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder, int gatewayPort = 30000, string serviceId = "dev", string clusterId = "dev") =>
        builder.UseLocalhostClustering([gatewayPort], serviceId, clusterId);

    /// <summary>Silos on this machine.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="gatewayPorts">Their gateway ports.</param>
    /// <param name="serviceId">The service.</param>
    /// <param name="clusterId">The cluster.</param>
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder, int[] gatewayPorts, string serviceId = "dev", string clusterId = "dev")
    {
        ArgumentNullException.ThrowIfNull(gatewayPorts);
        return builder
            .UseStaticClustering([.. gatewayPorts.Select(port => new IPEndPoint(IPAddress.Loopback, port))])
            .Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
    }

    /// <summary>Gateways that are known.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="endpoints">Where they are.</param>
    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, params IPEndPoint[] endpoints) =>
        builder.UseStaticClustering(options => options.Gateways = [.. endpoints.Select(endpoint => GatewayAddresses.ToUri(endpoint))]);

    /// <summary>Gateways that are known.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureOptions">Says where they are.</param>
    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, Action<StaticGatewayListProviderOptions> configureOptions)
    {
        builder.Configure(configureOptions);
        builder.Services.AddSingleton<IGatewayListProvider, StaticGatewayListProvider>();
        return builder;
    }

    /// <summary>Decides whether start tries again; without it there are five more attempts, 1.5 s apart.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="connectionRetryFilter">Given the failure; waits itself. True to try again.</param>
    public static IClientBuilder UseConnectionRetryFilter(
        this IClientBuilder builder, Func<Exception, CancellationToken, Task<bool>> connectionRetryFilter) =>
        builder.UseConnectionRetryFilter(new DelegateRetryFilter(connectionRetryFilter));

    /// <inheritdoc cref="UseConnectionRetryFilter(IClientBuilder, Func{Exception, CancellationToken, Task{bool}})"/>
    public static IClientBuilder UseConnectionRetryFilter(this IClientBuilder builder, IClientConnectionRetryFilter connectionRetryFilter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton(connectionRetryFilter));
        return builder;
    }

    /// <inheritdoc cref="UseConnectionRetryFilter(IClientBuilder, Func{Exception, CancellationToken, Task{bool}})"/>
    /// <typeparam name="TConnectionRetryFilter">The filter's class; a singleton.</typeparam>
    public static IClientBuilder UseConnectionRetryFilter<TConnectionRetryFilter>(this IClientBuilder builder)
        where TConnectionRetryFilter : class, IClientConnectionRetryFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IClientConnectionRetryFilter, TConnectionRetryFilter>());
        return builder;
    }

    /// <summary>Adds who is told how the client is connected.</summary>
    /// <typeparam name="TObserver">The observer's class; a singleton.</typeparam>
    /// <param name="builder">The client.</param>
    public static IClientBuilder AddClusterConnectionStatusObserver<TObserver>(this IClientBuilder builder)
        where TObserver : class, IClusterConnectionStatusObserver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IClusterConnectionStatusObserver, TObserver>();
        return builder;
    }

    /// <inheritdoc cref="AddClusterConnectionStatusObserver{TObserver}(IClientBuilder)"/>
    /// <param name="builder">The client.</param>
    /// <param name="observer">The observer.</param>
    public static IClientBuilder AddClusterConnectionStatusObserver(this IClientBuilder builder, IClusterConnectionStatusObserver observer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(observer);
        return builder;
    }

    /// <summary>Adds a filter of the client's calls.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="filter">The filter.</param>
    public static IClientBuilder AddOutgoingGrainCallFilter(this IClientBuilder builder, IOutgoingGrainCallFilter filter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(filter);
        return builder;
    }

    /// <inheritdoc cref="AddOutgoingGrainCallFilter(IClientBuilder, IOutgoingGrainCallFilter)"/>
    public static IClientBuilder AddOutgoingGrainCallFilter(this IClientBuilder builder, OutgoingGrainCallFilterDelegate filter) =>
        builder.AddOutgoingGrainCallFilter(new OutgoingDelegateFilter(filter));

    /// <inheritdoc cref="AddOutgoingGrainCallFilter(IClientBuilder, IOutgoingGrainCallFilter)"/>
    /// <typeparam name="TImplementation">The filter's class; a singleton.</typeparam>
    public static IClientBuilder AddOutgoingGrainCallFilter<TImplementation>(this IClientBuilder builder)
        where TImplementation : class, IOutgoingGrainCallFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter, TImplementation>();
        return builder;
    }
}
