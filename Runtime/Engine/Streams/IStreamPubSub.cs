using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>Who is subscribed to one stream by itself. The key is <c>provider/namespace/key</c>.</summary>
[Alias("krewe.stream-pubsub")]
internal interface IStreamPubSub : IGrainWithStringKey
{
    Task<StreamSubscriptions> Get();

    /// <summary>Stored and known to the queue when this returns.</summary>
    Task Subscribe(string queue, StreamSubscription subscription);

    Task Unsubscribe(string queue, StreamId stream, Guid subscription);
}
