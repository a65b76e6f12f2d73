using Krewe.Runtime.Directory;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Placement;
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
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(DeathWatch)))
        {
            return;
        }

        services.Replace(ServiceDescriptor.Singleton<IGrainLocator, ClusterGrainLocator>());
        services.Replace(ServiceDescriptor.Singleton<ISiloMetadataCache>(provider => provider.GetRequiredService<SiloReports>()));
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
