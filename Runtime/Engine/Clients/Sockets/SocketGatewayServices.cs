using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
        services.AddMetrics();
        services.AddOptions<ConnectionOptions>();
        services.AddOptions<TransportOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TransportOptions>, TransportOptionsValidator>());
        services.TryAddSingleton<TransportMetrics>();
        services.AddKeyedSingleton<SiloListener>(Port);
        services.AddOptions<EndpointOptions>().PostConfigure<IServiceProvider>(static (options, provider) =>
            options.GatewayPort = provider.GetRequiredKeyedService<SiloListener>(Port).BindGateway(options)?.Port ?? 0);
        services.AddSingleton(Create);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SocketGateway>());
    }

    private static SocketGateway Create(IServiceProvider provider)
    {
        var cluster = provider.GetRequiredService<IOptions<ClusterOptions>>().Value;
        var settings = new TransportSettings
        {
            Self = new SiloIdentity(cluster.ClusterId, cluster.ServiceId, provider.GetRequiredService<ILocalSiloDetails>().GatewayAddress),
            Options = provider.GetRequiredService<IOptions<TransportOptions>>().Value,
            Messaging = provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value,
            Connections = provider.GetRequiredService<IOptions<ConnectionOptions>>().Value,
            References = new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>),
            Ids = provider.GetRequiredService<IIdSource>(),
            Time = provider.GetRequiredService<EngineClock>().Grains,
            Metrics = provider.GetRequiredService<TransportMetrics>(),
            Logger = provider.GetRequiredService<ILogger<SocketGateway>>(),
        };
        return new SocketGateway(settings, provider.GetRequiredKeyedService<SiloListener>(Port), provider.GetRequiredService<ClientGateway>().Connect);
    }
}
