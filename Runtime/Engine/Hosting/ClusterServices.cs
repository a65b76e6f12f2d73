using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Directory;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Placement;
using Krewe.Runtime.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Runtime.Hosting;

/// <summary>
/// Makes a silo one of several: grains are located, placed and moved, and deaths are told to callers. Membership, transport and directory are
/// registered beside it, by whoever knows the cluster.
/// </summary>
internal static class ClusterServices
{
    /// <summary>
    /// Composes what a silo's configuration asks for, once that is complete: with a membership table it is a member of a cluster, and talks to the
    /// others over sockets unless a transport is there already.
    /// </summary>
    public static void AddWhereAsked(IServiceCollection services)
    {
        if (!services.Any(service => service.ServiceType == typeof(IMembershipTable)))
        {
            return;
        }

        Add(services);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SharedDirectoryCheck>();
        if (services.Last(service => service.ServiceType == typeof(IMessageTransport)).ImplementationType == typeof(LocalTransport))
        {
            SocketServices.Add(services);
        }
    }

    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(DeathWatch)))
        {
            return;
        }

        services.Replace(ServiceDescriptor.Singleton<IGrainLocator, ClusterGrainLocator>());
        services.Replace(ServiceDescriptor.Singleton<ISiloMetadataCache>(provider => provider.GetRequiredService<SiloReports>()));
        GatewayServices.Add(services);
        services.AddSingleton<SiloSignals>();
        services.TryAddSingleton<ISiloProber>(provider => provider.GetRequiredService<SiloSignals>());
        services.TryAddSingleton<IMembershipGossip>(provider => provider.GetRequiredService<SiloSignals>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloSignals>());
        services.AddSingleton<DeathWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<DeathWatch>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloReports>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Farewell>();
    }
}
