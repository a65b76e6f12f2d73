using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>One of the queues of a provider. The key is <c>provider/number</c>.</summary>
[Alias("krewe.stream-queue")]
internal interface IStreamQueue : IGrainWithStringKey
{
    /// <summary>Takes a batch; it has not been brought to anybody when this returns.</summary>
    Task Enqueue(StreamId stream, StreamBatch batch);

    /// <summary>The subscriptions of a stream have changed.</summary>
    [ResponseTimeout("00:00:05")]
    Task Subscribed(StreamId stream, StreamSubscriptions subscriptions);
}
