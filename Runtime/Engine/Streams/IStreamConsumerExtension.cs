using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>The side of a consumer that its queues call.</summary>
[Alias("krewe.stream-consumer")]
internal interface IStreamConsumerExtension : IGrainExtension
{
    /// <summary>Gives batches to the observer of a subscription. An error means that they are to come again.</summary>
    Task Deliver(string provider, StreamSubscription subscription, List<StreamBatch> batches);
}
