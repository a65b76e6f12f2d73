using Krewe.Runtime.Clients;
using Krewe.Runtime.Hosting;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Puts a silo into a host.</summary>
public static class OrleansSiloGenericHostExtensions
{
    /// <summary>Puts a silo into the host.</summary>
    /// <param name="hostAppBuilder">The host's builder.</param>
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleans(static _ => { });

    /// <summary>Puts a silo into the host.</summary>
    /// <param name="hostAppBuilder">The host's builder.</param>
    /// <param name="configureDelegate">Configures it.</param>
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        ClientServices.RefuseBoth(hostAppBuilder.Services, typeof(OutsideClient));
        EngineServices.Add(hostAppBuilder.Services);
        configureDelegate(new SiloBuilder(hostAppBuilder.Services, hostAppBuilder.Configuration));
        ClusterServices.AddWhereAsked(hostAppBuilder.Services);
        return hostAppBuilder;
    }

    /// <summary>Puts a silo into the host.</summary>
    /// <param name="hostBuilder">The host's builder.</param>
    /// <param name="configureDelegate">Configures it.</param>
    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.ConfigureServices((context, services) =>
        {
            ClientServices.RefuseBoth(services, typeof(OutsideClient));
            EngineServices.Add(services);
            configureDelegate(new SiloBuilder(services, context.Configuration));
            ClusterServices.AddWhereAsked(services);
        });
    }
}
