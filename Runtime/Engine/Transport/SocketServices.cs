using Krewe.Runtime.Clients.Sockets;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
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
        TransportParts.Add(services);
        services.AddOptions<TransportOptions>().Configure(options => configure?.Invoke(options));
        services.TryAddSingleton<SiloListener>();
        services.AddOptions<EndpointOptions>().PostConfigure<SiloListener>(static (options, listener) => options.SiloPort = listener.Bind(options).Port);
        services.TryAddSingleton(Create);
        services.Replace(ServiceDescriptor.Singleton<IMessageTransport>(provider => provider.GetRequiredService<SocketTransport>()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SocketTransport>());
    }

    private static SocketTransport Create(IServiceProvider provider) => new(
        TransportParts.Settings<SiloMessagingOptions>(
            provider, provider.GetRequiredService<ILocalSiloDetails>().SiloAddress, provider.GetRequiredService<ILogger<SocketTransport>>()),
        provider.GetRequiredService<SiloListener>());
}
