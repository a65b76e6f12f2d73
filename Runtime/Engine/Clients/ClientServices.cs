using Krewe.Runtime.Activations;
using Krewe.Runtime.Calls;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Filters;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Observers;
using Krewe.Runtime.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>The parts of a client. Whatever is registered before takes the place of the default.</summary>
internal static class ClientServices
{
    /// <exception cref="OrleansConfigurationException">The host runs a silo.</exception>
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(OutsideClient)))
        {
            return;
        }

        RefuseBoth(services, typeof(Silo));
        SystemSeams.Add(services);
        services.AddOptions<ClusterOptions>();
        services.AddOptions<ClientMessagingOptions>();
        services.AddOptions<ConnectionOptions>();
        services.AddOptions<GatewayOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddSingleton<EngineClock>();
        services.AddMetrics();
        services.TryAddSingleton<EngineMetrics>();
        services.TryAddSingleton(provider => new PendingCalls(provider.GetRequiredService<EngineClock>().Grains, provider.GetRequiredService<EngineMetrics>()));
        services.TryAddSingleton<GatewayPool>();
        services.TryAddSingleton<ClientMessages>();
        services.TryAddSingleton<IMessenger>(provider => provider.GetRequiredService<ClientMessages>());
        services.TryAddSingleton<LocalObservers>();
        services.TryAddSingleton<GrainClasses>();
        services.TryAddSingleton<ClientGrainTypes>();
        services.TryAddSingleton<IGrainTypes>(provider => provider.GetRequiredService<ClientGrainTypes>());
        services.TryAddSingleton<GrainReferences>();
        services.TryAddSingleton<OutgoingFilters>();
        services.TryAddSingleton<IGrainCallSender, GrainCallSender>();
        services.TryAddSingleton<GrainFactory>();
        services.TryAddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.TryAddSingleton<IClientConnectionRetryFilter, LinearRetryFilter>();
        services.TryAddSingleton<IGatewayListProvider>(static _ => throw new OrleansConfigurationException(
            "KRW7235: The client does not know where gateways are: call UseAdoNetClustering, UseStaticClustering or UseLocalhostClustering."));
        services.AddSingleton<OutsideClient>();
        services.AddHostedService(provider => provider.GetRequiredService<OutsideClient>());
    }

    /// <exception cref="OrleansConfigurationException">The host has the other one already.</exception>
    public static void RefuseBoth(IServiceCollection services, Type other)
    {
        if (services.Any(service => service.ServiceType == other))
        {
            throw new OrleansConfigurationException(
                "KRW7235: UseOrleans and UseOrleansClient were both called for one host; a silo's host has IClusterClient already.");
        }
    }
}
