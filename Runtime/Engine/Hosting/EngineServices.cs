using Krewe.Runtime.Activations;
using Krewe.Runtime.Calls;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Directory;
using Krewe.Runtime.Filters;
using Krewe.Runtime.Lifecycle;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Observers;
using Krewe.Runtime.Placement;
using Krewe.Runtime.Reminders;
using Krewe.Runtime.Telemetry;
using Krewe.Runtime.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Statistics;
using Orleans.Timers;

namespace Krewe.Runtime.Hosting;

/// <summary>The parts of a silo. Whatever is registered before takes the place of the default.</summary>
internal static class EngineServices
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(Silo)))
        {
            return;
        }

        SystemSeams.Add(services);
        services.AddMetrics();
        services.TryAddSingleton<EngineMetrics>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CatalogMetrics>();
        services.AddOptions<ClusterOptions>();
        services.AddOptions<SiloMessagingOptions>();
        services.TryAddSingleton<EngineClock>();
        services.TryAddSingleton<ILocalSiloDetails, LocalSiloDetails>();
        MembershipServices.Add(services);
        services.TryAddSingleton(SiloMetadata.Empty);
        services.TryAddSingleton<ISiloMetadataCache, LocalSiloMetadata>();
        services.TryAddSingleton<ClusterView>();
        services.TryAddSingleton<EngineTurns>();
        PlacementServices.Add(services);
        services.TryAddSingleton<IGrainLocator, LocalGrainLocator>();
        services.TryAddSingleton<IGrainDirectory, LocalGrainDirectory>();
        services.TryAddSingleton<IMessageTransport, LocalTransport>();
        services.TryAddSingleton(provider => new PendingCalls(provider.GetRequiredService<EngineClock>().Grains, provider.GetRequiredService<EngineMetrics>()));
        services.TryAddSingleton<MessageCenter>();
        services.TryAddSingleton<IMessenger>(provider => provider.GetRequiredService<MessageCenter>());
        services.TryAddSingleton<LocalObservers>();
        services.TryAddSingleton<GrainClasses>();
        services.TryAddSingleton<IGrainTypes>(provider => provider.GetRequiredService<GrainClasses>());
        services.TryAddSingleton<GrainReferences>();
        services.TryAddSingleton<IncomingFilters>();
        services.TryAddSingleton<OutgoingFilters>();
        services.TryAddSingleton<IGrainCallSender, GrainCallSender>();
        services.TryAddSingleton<ITimerRegistry, GrainTimerRegistry>();
        services.TryAddSingleton<ActivationShared>();
        services.TryAddSingleton<StopBudget>();
        services.TryAddSingleton<Catalog>();
        services.TryAddSingleton<GrainFactory>();
        services.TryAddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.TryAddSingleton<SiloRuntime>();
        services.TryAddSingleton<IGrainRuntime>(provider => provider.GetRequiredService<SiloRuntime>());
        services.TryAddSingleton<IGrainContextAccessor>(provider => provider.GetRequiredService<SiloRuntime>());
        services.TryAddSingleton<SiloLifecycle>();
        services.TryAddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
        services.TryAddSingleton<ActivationCollector>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ActivationCollector>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, WorkloadWatch>();
        services.TryAddSingleton<ReminderService>();
        services.TryAddSingleton<IReminderRegistry, ReminderRegistry>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ReminderService>());
        services.TryAddSingleton<IEnvironmentStatisticsProvider>(provider => new ProcessStatistics(provider.GetRequiredService<EngineClock>().Grains));
        services.AddSingleton<Silo>();
        services.AddHostedService<SiloHostedService>();
    }

    /// <summary>Every message takes its wire form, as it would between silos.</summary>
    public static void SerializeAllMessages(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IMessageTransport>(provider => new SerializingTransport(
            new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>), provider.GetRequiredService<EngineClock>().Grains)));
    }
}
