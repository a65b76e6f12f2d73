using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Sockets;

/// <summary>Opens a silo's port for clients.</summary>
internal static class SocketGatewayServices
{
    private const string Port = "gateway";

    /// <summary>
    /// The port is opened when <see cref="EndpointOptions"/> are first asked for, as that for silos is. It is none where
    /// <see cref="EndpointOptions.GatewayPort"/> is 0, unless <see cref="EndpointOptions.GatewayListeningEndpoint"/> is set: with port 0 there the
    /// system chooses.
    /// </summary>
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(SocketGateway)))
        {
            return;
        }

        GatewayServices.Add(services);
        TransportParts.Add(services);
        services.AddKeyedSingleton<SiloListener>(Port);
        services.AddOptions<EndpointOptions>().PostConfigure<IServiceProvider>(static (options, provider) =>
            options.GatewayPort = provider.GetRequiredKeyedService<SiloListener>(Port).BindGateway(options)?.Port ?? 0);
        services.AddSingleton(Create);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SocketGateway>());
    }

    private static SocketGateway Create(IServiceProvider provider) => new(
        TransportParts.Settings<SiloMessagingOptions>(
            provider, provider.GetRequiredService<ILocalSiloDetails>().GatewayAddress, provider.GetRequiredService<ILogger<SocketGateway>>()),
        provider.GetRequiredKeyedService<SiloListener>(Port),
        provider.GetRequiredService<ClientGateway>().Connect);
}
