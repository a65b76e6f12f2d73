using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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

        services.AddMetrics();
        services.AddOptions<TransportOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TransportOptions>, TransportOptionsValidator>());
        services.TryAddSingleton<TransportMetrics>();
        services.AddSingleton<IGatewayConnector>(Create);
    }

    private static SocketGatewayConnector Create(IServiceProvider provider)
    {
        var cluster = provider.GetRequiredService<IOptions<ClusterOptions>>().Value;
        return new SocketGatewayConnector(new TransportSettings
        {
            Self = new SiloIdentity(cluster.ClusterId, cluster.ServiceId, SiloAddress.Zero),
            Options = provider.GetRequiredService<IOptions<TransportOptions>>().Value,
            Messaging = provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value,
            Connections = provider.GetRequiredService<IOptions<ConnectionOptions>>().Value,
            References = new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>),
            Ids = provider.GetRequiredService<IIdSource>(),
            Time = provider.GetRequiredService<EngineClock>().Grains,
            Metrics = provider.GetRequiredService<TransportMetrics>(),
            Logger = provider.GetRequiredService<ILogger<SocketGatewayConnector>>(),
        });
    }
}
