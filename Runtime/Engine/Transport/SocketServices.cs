using Krewe.Runtime.Clients.Sockets;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport;

/// <summary>Puts the silo onto sockets.</summary>
internal static class SocketServices
{
    /// <summary>
    /// Replaces the transport. The port is opened when <see cref="EndpointOptions"/> are first asked for, so that whoever makes the silo's
    /// address from them finds the port that it has, also when the system was to choose one.
    /// </summary>
    /// <param name="services">The silo's.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    public static void Add(IServiceCollection services, Action<TransportOptions>? configure = null)
    {
        if (services.Any(service => service.ServiceType == typeof(SocketTransport)))
        {
            services.AddOptions<TransportOptions>().Configure(options => configure?.Invoke(options));
            return;
        }

        SocketGatewayServices.Add(services);
        services.AddMetrics();
        services.AddOptions<ConnectionOptions>();
        services.AddOptions<TransportOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TransportOptions>, TransportOptionsValidator>());
        services.TryAddSingleton<SiloListener>();
        services.AddOptions<EndpointOptions>().PostConfigure<SiloListener>(static (options, listener) => options.SiloPort = listener.Bind(options).Port);
        services.TryAddSingleton<TransportMetrics>();
        services.TryAddSingleton(Create);
        services.Replace(ServiceDescriptor.Singleton<IMessageTransport>(provider => provider.GetRequiredService<SocketTransport>()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SocketTransport>());
    }

    private static SocketTransport Create(IServiceProvider provider)
    {
        var cluster = provider.GetRequiredService<IOptions<ClusterOptions>>().Value;
        var settings = new TransportSettings
        {
            Self = new SiloIdentity(cluster.ClusterId, cluster.ServiceId, provider.GetRequiredService<ILocalSiloDetails>().SiloAddress),
            Options = provider.GetRequiredService<IOptions<TransportOptions>>().Value,
            Messaging = provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value,
            Connections = provider.GetRequiredService<IOptions<ConnectionOptions>>().Value,
            References = new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>),
            Ids = provider.GetRequiredService<IIdSource>(),
            Time = provider.GetRequiredService<EngineClock>().Grains,
            Metrics = provider.GetRequiredService<TransportMetrics>(),
            Logger = provider.GetRequiredService<ILogger<SocketTransport>>(),
        };
        return new SocketTransport(settings, provider.GetRequiredService<SiloListener>());
    }
}
