using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>Finds who asks for a stream: the activation whose turn it is, or else the host.</summary>
internal static class StreamConsumers
{
    public static (GrainId Consumer, StreamConsumerExtension Extension) Current(StreamServices shared) => RuntimeContext.Current is { } context
        ? (context.GrainId, (StreamConsumerExtension)((IGrainExtensionBinder)context).GetExtension<IStreamConsumerExtension>())
        : (shared.HostId, shared.Host);
}
