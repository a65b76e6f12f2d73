using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>What streams use of the process that they are in.</summary>
internal sealed class StreamServices(
    IServiceProvider services, IGrainFactory grains, IGrainCallSender references, IStreamHost host, IIdSource ids, EngineClock clock)
{
    public IGrainFactory Grains => grains;

    public IGrainCallSender References => references;

    public TimeProvider Time => clock.Grains;

    public ImplicitSubscriptions Implicit { get; } = new();

    /// <summary>The observers of the host, which is no grain: <see cref="HostId"/> stands for it.</summary>
    public StreamConsumerExtension Host => services.GetRequiredService<StreamConsumerExtension>();

    public GrainId HostId => host.Consumer;

    public bool HasSubscriptions => host.HasSubscriptions;

    public Guid NextId() => ids.NextId();

    public MemoryStreamProvider FindProvider(string name) => (MemoryStreamProvider)GrainStreamingExtensions.Find(services, name);

    public IStreamConsumerExtension ConsumerOf(StreamSubscription subscription) => grains.GetGrain<IStreamConsumerExtension>(subscription.Consumer);

    /// <summary>Whether a consumer cannot come back.</summary>
    public bool IsGone(StreamSubscription subscription, Exception exception) => host.IsGone(subscription.Consumer, exception);
}
