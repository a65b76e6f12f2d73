using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Krewe.Runtime.Streams;

internal sealed class StreamHandleFactory(MemoryStreamProvider provider, StreamSubscription subscription, StreamConsumerExtension extension) : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => subscription.Stream;

    public string ProviderName => provider.Name;

    public Guid SubscriptionId => subscription.Id;

    public StreamSubscriptionHandle<T> Create<T>() => new MemoryStreamHandle<T>(new MemoryStream<T>(provider, subscription.Stream), subscription, extension);
}
