using Orleans;

namespace Krewe.Runtime.Streams;

/// <summary>What is stored of a stream.</summary>
[GenerateSerializer, Alias("krewe.stream-pubsub-state")]
internal sealed class StreamPubSubState
{
    [Id(0)]
    public long Version { get; set; }

    [Id(1)]
    public List<StreamSubscription> Subscriptions { get; set; } = [];
}
