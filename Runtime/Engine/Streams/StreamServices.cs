using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

/// <summary>What streams use of a silo.</summary>
internal sealed class StreamServices(
    IServiceProvider services, IGrainFactory grains, IGrainCallSender references, ClusterView cluster, IIdSource ids, EngineClock clock)
{
    public IGrainFactory Grains => grains;

    public IGrainCallSender References => references;

    public TimeProvider Time => clock.Grains;

    public ImplicitSubscriptions Implicit { get; } = new();

    /// <summary>The observers of the host, which is no grain: the grain of the silo's control stands for it.</summary>
    public StreamConsumerExtension Host => services.GetRequiredService<StreamConsumerExtension>();

    public GrainId HostId { get; } = SiloControl.On(cluster.Local);

    public Guid NextId() => ids.NextId();

    public MemoryStreamProvider FindProvider(string name) => services.GetKeyedService<IStreamProvider>(name) as MemoryStreamProvider
        ?? throw new OrleansConfigurationException($"KRW7504: There is no stream provider '{name}' on {cluster.Local}: add it on all silos with AddMemoryStreams(\"{name}\").");

    public IStreamConsumerExtension ConsumerOf(StreamSubscription subscription) => grains.GetGrain<IStreamConsumerExtension>(subscription.Consumer);

    /// <summary>Whether a consumer cannot come back: it was a host, and its silo is dead.</summary>
    public bool IsGone(StreamSubscription subscription, Exception exception) =>
        exception is OrleansException && SiloControl.SiloOf(subscription.Consumer) is { } silo && cluster.StatusOf(silo) is SiloStatus.Dead or SiloStatus.None;
}
