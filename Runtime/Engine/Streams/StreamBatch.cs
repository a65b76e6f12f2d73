using Orleans;

namespace Krewe.Runtime.Streams;

/// <summary>Items as they were put in together. Queues carry them without knowing their type.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many items; 1 for the end of a stream.</param>
/// <param name="ItemType">The items' declared type.</param>
/// <param name="Payload">The items, or the exception, in wire form.</param>
[GenerateSerializer, Alias("krewe.stream-batch"), Immutable]
internal sealed record StreamBatch(StreamBatchKind Kind, int Count, string ItemType, byte[] Payload)
{
    /// <summary>Its place in its queue.</summary>
    [Id(0)]
    public long Sequence { get; init; }
}
