using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>What a queue knows of one stream.</summary>
internal sealed class QueuedStream(StreamId id)
{
    public StreamId Id => id;

    /// <summary>The subscriptions, in order; null before they are known.</summary>
    public List<StreamCursor>? Cursors { get; set; }

    /// <summary>Which list of explicit subscriptions the cursors are from.</summary>
    public long Version { get; set; } = -1;

    /// <summary>Batches that came before the subscriptions were known.</summary>
    public Queue<QueuedBatch> Waiting { get; } = new();

    public bool IsAsking { get; set; }

    /// <summary>When the subscriptions were asked for last; a timestamp of the clock.</summary>
    public long AskedAt { get; set; }

    /// <summary>When the last batch came; a timestamp of the clock.</summary>
    public long UsedAt { get; set; }
}
