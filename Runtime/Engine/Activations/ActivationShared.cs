using Krewe.Runtime.Calls;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Directory;
using Krewe.Runtime.Filters;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Placement;
using Krewe.Runtime.Telemetry;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Runtime;
using Orleans.Timers;

namespace Krewe.Runtime.Activations;

/// <summary>What all activations of a silo use.</summary>
internal sealed class ActivationShared(
    IServiceProvider services,
    EngineClock clock,
    ITurnScheduler turns,
    IIdSource ids,
    MessageCenter messages,
    IGrainDirectory directory,
    IGrainLocator locator,
    ClusterView cluster,
    EngineTurns engine,
    ILocalSiloDetails silo,
    IncomingFilters filters,
    GrainReferences references,
    IOptions<GrainCollectionOptions> collection,
    IOptions<SiloMessagingOptions> messaging,
    ILoggerFactory loggers)
{
    private readonly Lazy<IGrainRuntime> _runtime = new(() => (IGrainRuntime)services.GetService(typeof(IGrainRuntime))!);
    private readonly Lazy<PlacementManager> _placement = new(() => (PlacementManager)services.GetService(typeof(PlacementManager))!);
    private readonly Lazy<IGrainFactory> _grains = new(() => (IGrainFactory)services.GetService(typeof(IGrainFactory))!);
    private readonly Lazy<IGrainCallSender> _sender = new(() => (IGrainCallSender)services.GetService(typeof(IGrainCallSender))!);
    private readonly Lazy<ITimerRegistry> _timers = new(() => (ITimerRegistry)services.GetService(typeof(ITimerRegistry))!);

    public IServiceProvider Services => services;

    public TimeProvider Time => clock.Grains;

    public ITurnScheduler Turns => turns;

    public IIdSource Ids => ids;

    public MessageCenter Messages => messages;

    public EngineMetrics Metrics => messages.Metrics;

    public IGrainDirectory Directory => directory;

    public IGrainLocator Locator => locator;

    public ClusterView Cluster => cluster;

    public EngineTurns Engine => engine;

    public PlacementManager Placement => _placement.Value;

    public IGrainFactory Grains => _grains.Value;

    public IGrainCallSender Sender => _sender.Value;

    public SiloAddress Silo => silo.SiloAddress;

    public IncomingFilters Filters => filters;

    public GrainReferences References => references;

    public GrainCollectionOptions Collection => collection.Value;

    public SiloMessagingOptions Messaging => messaging.Value;

    public IGrainRuntime Runtime => _runtime.Value;

    public ITimerRegistry Timers => _timers.Value;

    public ILogger Logger { get; } = loggers.CreateLogger("Krewe.Runtime.Activations");
}
