namespace Orleans.Streams;

/// <summary>Who can be subscribed to the streams of a provider.</summary>
public enum StreamPubSubType
{
    /// <summary>Grains that subscribe, and grains of classes with the attribute.</summary>
    ExplicitGrainBasedAndImplicit,

    /// <summary>Grains that subscribe.</summary>
    ExplicitGrainBasedOnly,

    /// <summary>Grains of classes with the attribute.</summary>
    ImplicitOnly,
}
