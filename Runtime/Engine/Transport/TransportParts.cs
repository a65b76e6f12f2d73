using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Transport.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport;

/// <summary>What silos among each other, gateways and clients have in common on sockets.</summary>
internal static class TransportParts
{
    /// <summary>Registers options with their check, and counters. May be called several times.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddOptions<ConnectionOptions>();
        services.AddOptions<TransportOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TransportOptions>, TransportOptionsValidator>());
        services.TryAddSingleton<TransportMetrics>();
    }

    /// <summary>The settings of one side.</summary>
    /// <typeparam name="TMessaging">Whose limits of messages hold.</typeparam>
    /// <param name="provider">The silo's or the client's services.</param>
    /// <param name="self">Under which address it is known.</param>
    /// <param name="logger">Where its lines go.</param>
    public static TransportSettings Settings<TMessaging>(IServiceProvider provider, SiloAddress self, ILogger logger) where TMessaging : MessagingOptions
    {
        var cluster = provider.GetRequiredService<IOptions<ClusterOptions>>().Value;
        return new TransportSettings
        {
            Self = new SiloIdentity(cluster.ClusterId, cluster.ServiceId, self),
            Options = provider.GetRequiredService<IOptions<TransportOptions>>().Value,
            Messaging = provider.GetRequiredService<IOptions<TMessaging>>().Value,
            Connections = provider.GetRequiredService<IOptions<ConnectionOptions>>().Value,
            References = new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>),
            Ids = provider.GetRequiredService<IIdSource>(),
            Time = provider.GetRequiredService<EngineClock>().Grains,
            Metrics = provider.GetRequiredService<TransportMetrics>(),
            Logger = logger,
        };
    }
}
