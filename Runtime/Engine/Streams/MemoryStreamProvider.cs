using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

/// <summary>Streams in memory: each belongs to one of the provider's queues, by the hash of its identity.</summary>
internal sealed class MemoryStreamProvider : IStreamProvider
{
    private readonly StreamServices _shared;
    private readonly StreamPubSubType _pubSub;
    private readonly uint _queues;

    public MemoryStreamProvider(string name, IServiceProvider services)
    {
        Name = name;
        _shared = services.GetRequiredService<StreamServices>();
        Options = services.GetRequiredService<IOptionsMonitor<StreamPullingAgentOptions>>().Get(name);
        _pubSub = services.GetRequiredService<IOptionsMonitor<StreamPubSubOptions>>().Get(name).PubSubType;
        _queues = (uint)services.GetRequiredService<IOptionsMonitor<HashRingStreamQueueMapperOptions>>().Get(name).TotalQueueCount;
    }

    public string Name { get; }

    public bool IsRewindable => false;

    public StreamPullingAgentOptions Options { get; }

    public StreamServices Shared => _shared;

    public bool HasImplicitSubscriptions => _pubSub != StreamPubSubType.ExplicitGrainBasedOnly;

    /// <summary>Without a store nobody can have subscribed.</summary>
    public bool HasExplicitSubscriptions => _shared.HasSubscriptions && _pubSub != StreamPubSubType.ImplicitOnly;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => streamId == default
        ? throw new ArgumentException("A stream has a key: make its identity with StreamId.Create.", nameof(streamId))
        : new MemoryStream<T>(this, streamId);

    public string QueueOf(StreamId stream) => string.Create(CultureInfo.InvariantCulture, $"{Name}/{stream.GetUniformHashCode() % _queues}");

    public IStreamPubSub PubSubOf(StreamId stream) => _shared.Grains.GetGrain<IStreamPubSub>($"{Name}/{stream}");

    /// <exception cref="OrleansConfigurationException">The provider has no explicit subscriptions (KRW7505).</exception>
    public void ThrowIfImplicitOnly(StreamId stream)
    {
        if (!HasExplicitSubscriptions)
        {
            throw new OrleansConfigurationException(_shared.HasSubscriptions
                ? $"KRW7505: Nobody can subscribe to the stream {stream}: the provider '{Name}' has implicit subscriptions only (ConfigureStreamPubSub)."
                : $"KRW7505: Nobody can subscribe to the stream {stream}: there is no grain storage '{ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME}'. Add one under that name on all silos.");
        }
    }
}
