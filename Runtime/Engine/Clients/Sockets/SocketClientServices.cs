using Krewe.Runtime.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Sockets;

/// <summary>Puts a client onto sockets, unless it has another way to gateways.</summary>
internal static class SocketClientServices
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(IGatewayConnector)))
        {
            return;
        }

        TransportParts.Add(services);
        services.AddSingleton<IGatewayConnector>(Create);
    }

    private static SocketGatewayConnector Create(IServiceProvider provider) => new(
        TransportParts.Settings<ClientMessagingOptions>(provider, SiloAddress.Zero, provider.GetRequiredService<ILogger<SocketGatewayConnector>>()));
}
