using Orleans.Streams;

namespace Orleans.Configuration;

/// <summary>Who can be subscribed.</summary>
public class StreamPubSubOptions
{
    /// <summary>Explicit and implicit subscriptions by default.</summary>
    public StreamPubSubType PubSubType { get; set; } = StreamPubSubType.ExplicitGrainBasedAndImplicit;
}
