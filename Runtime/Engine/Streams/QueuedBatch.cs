namespace Krewe.Runtime.Streams;

/// <summary>A batch in a queue, and how many consumers have yet to get it.</summary>
internal sealed class QueuedBatch(StreamBatch batch)
{
    public StreamBatch Batch => batch;

    public int Holders { get; set; }
}
