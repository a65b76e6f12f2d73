using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Grains.Models.Slots;
using Krewe.Inference;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Events;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Limits;
using Krewe.Silo.Backends.Management;
using Krewe.Silo.Backends.Weights;
using Krewe.Silo.Clustering;
using Krewe.Silo.Configuration;
using Krewe.Silo.Devices;
using Krewe.Silo.Embedding;
using Krewe.Silo.Front;
using Krewe.Silo.Front.Ends;
using Krewe.Silo.Forecasting;
using Krewe.Silo.Front.Quotas;
using Krewe.Silo.Front.Regions;
using Krewe.Silo.Front.Slots;
using Krewe.Silo.Front.Statistics;
using Krewe.Silo.History;
using Krewe.Silo.History.Recording;
using Krewe.Silo.Machines;
using Krewe.Silo.Metrics;
using Krewe.Silo.Placement;
using Krewe.Silo.Scaling;
using Krewe.Silo.Telemetry;
using Krewe.Storage.Locking;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Silo.Hosting;

/// <summary>Puts a whole silo into a host.</summary>
public static class KreweSiloExtensions
{
    /// <summary>Adds the grains, their storage, the model servers' launcher, the devices, the front and the admin services.</summary>
    /// <param name="builder">A host that runs ASP.NET.</param>
    /// <param name="settings">The silo's settings.</param>
    /// <param name="machine">What this machine is.</param>
    /// <exception cref="Storage.StorageException">The data directory cannot be used (KRW6003), or another silo uses it (KRW6002).</exception>
    /// <exception cref="KreweException">The silo's address for others cannot be found (KRW2101).</exception>
    public static IHostApplicationBuilder AddKreweSilo(this IHostApplicationBuilder builder, SiloSettings settings, MachineFacts machine)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        var services = builder.Services;
        var dataLock = DataDirectoryLock.Acquire(settings.DataDirectory);
        services.AddSingleton(dataLock);
        services.AddSingleton(settings);
        services.AddSingleton(machine);
        services.TryAddSingleton(TimeProvider.System);
        AddModelServers(services, settings);
        AddFront(services);
        services.AddKreweAdmin();
        services.AddKreweMetrics();
        services.AddKreweHistory();
        services.AddKreweForecasting();
        services.AddKreweScaling();
        services.AddKreweMachines(settings);
        services.AddKrewePlanning(settings);
        services.AddKreweTelemetry(settings.Telemetry);
        services.AddSingleton<Readiness>();
        services.AddSingleton<ListenAddresses>();
        services.AddSingleton<StartupBanner>();
        services.AddSingleton<SampleModels>();
        services.AddKreweDevices(settings);
        builder.UseOrleans(silo =>
        {
            _ = settings.Cluster is { } cluster ? silo.UseCluster(cluster) : silo.UseNoCluster(settings, dataLock);
            silo.Configure<SiloOptions>(options => options.SiloName = settings.Host)
                .UseSiloMetadata(new Dictionary<string, string>(settings.Labels.Select(label => KeyValuePair.Create("label." + label.Key, label.Value)))
                {
                    [MetadataKeys.Region] = settings.Region,
                    [MetadataKeys.Zone] = settings.Zone,
                    [MetadataKeys.Host] = settings.Host,
                })
                .AddKrewePlacement();
            if (settings.Telemetry is not null)
            {
                silo.AddActivityPropagation().AddOutgoingGrainCallFilter<TraceContextFilter>();
            }
        });

        // After the engine: hosted services start in this order and stop in the reverse one.
        services.AddSingleton<HostPoller>();
        services.AddHostedService(provider => provider.GetRequiredService<HostPoller>());
        services.AddHostedService<EventWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<HistorySampler>());
        services.AddHostedService<DemandPoller>();
        services.AddHostedService<ScalingPoller>();
        services.AddHostedService<RegionPoller>();
        services.AddHostedService<MachinePoller>();
        services.AddHostedService<SiloShutdown>();
        return builder;
    }

    private static void AddModelServers(IServiceCollection services, SiloSettings settings)
    {
        // Of the five seconds in which the silo stops, these are the model servers' part; see SiloShutdown.
        services.AddSingleton(new BackendOptions { ShutdownGrace = TimeSpan.FromSeconds(1.2), ShutdownLimit = TimeSpan.FromSeconds(2) });
        services.AddSingleton(new LimitOptions());
        services.AddSingleton<LimitSetter>();
        services.AddSingleton(new LauncherOptions { RunDirectory = Path.Combine(settings.DataDirectory, "run") });
        services.AddSingleton<ServerLauncher>();
        services.AddKreweWeights(settings);
        services.AddSingleton<IBackendObserver, BackendObserver>();
        services.AddSingleton<BackendManager>();
        services.AddSingleton<IBackendManager>(provider => provider.GetRequiredService<BackendManager>());
    }

    private static void AddFront(IServiceCollection services)
    {
        services.AddSingleton<FrontGate>();
        services.AddSingleton<RequestEnds>();
        services.AddSingleton<KnownGrains>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<ShardChoice>();
        services.AddSingleton<FrontSlots>();
        services.AddSingleton<IFrontSlots>(provider => provider.GetRequiredService<FrontSlots>());
        services.AddSingleton<FrontQuotas>();
        services.AddSingleton<ModelLookup>();
        services.AddSingleton<ILocalSilo, LocalSilo>();
        services.AddSingleton<RequestObservers>();
        services.AddSingleton<ModelStatistics>();
        services.AddSingleton<IRequestObserver>(provider => provider.GetRequiredService<ModelStatistics>());
        services.AddSingleton<RegionRoutes>();
        services.AddSingleton<RegionAudit>();
        services.AddSingleton<IRequestObserver>(provider => provider.GetRequiredService<RegionAudit>());
        services.AddSingleton<InferenceFront>();
        services.AddSingleton<InferEndpoint>();
    }
}
