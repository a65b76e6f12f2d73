using System.Net;
using Krewe.Runtime.Clients.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Configures a silo.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>Configures options.</summary>
    /// <typeparam name="TOptions">Which.</typeparam>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Sets them.</param>
    public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions) where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TOptions>().Configure(configureOptions);
        return builder;
    }

    /// <summary>Adds services.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureDelegate">Adds them.</param>
    public static ISiloBuilder ConfigureServices(this ISiloBuilder builder, Action<IServiceCollection> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(builder.Services);
        return builder;
    }

    /// <summary>A silo that other machines do not reach.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">The port that is part of its identity. One silo does not open it.</param>
    /// <param name="gatewayPort">The port for clients, which is opened; 0 for none.</param>
    /// <param name="primarySiloEndpoint">Where another silo keeps the membership table: not possible in this engine.</param>
    /// <param name="serviceId">The service.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <exception cref="NotSupportedException">There is another silo.</exception>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = 11111,
        int gatewayPort = 30000,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        if (primarySiloEndpoint is not null)
        {
            throw new NotSupportedException("KRW7070: The bundled engine runs one silo; it cannot join the one at primarySiloEndpoint.");
        }

        if (gatewayPort != 0)
        {
            SocketGatewayServices.Add(builder.Services);
        }

        return builder
            .Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId))
            .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
    }

    /// <summary>Says under which endpoint the silo is known.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="advertisedIP">Its address.</param>
    /// <param name="siloPort">Its port.</param>
    /// <param name="gatewayPort">Its port for clients.</param>
    /// <param name="listenOnAnyHostAddress">Whether it listens on all addresses of the machine.</param>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false) =>
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            options.SiloListeningEndpoint = listenOnAnyHostAddress ? new IPEndPoint(IPAddress.Any, siloPort) : null;
            options.GatewayListeningEndpoint = listenOnAnyHostAddress && gatewayPort != 0 ? new IPEndPoint(IPAddress.Any, gatewayPort) : null;
        });
}
