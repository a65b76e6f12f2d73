namespace Krewe.Runtime.Streams;

/// <summary>What one subscription has yet to get, in order.</summary>
internal sealed class StreamCursor(StreamSubscription subscription)
{
    public StreamSubscription Subscription => subscription;

    public Queue<QueuedBatch> Pending { get; } = new();

    /// <summary>Whether a delivery is under way or about to be.</summary>
    public bool IsDelivering { get; set; }

    /// <summary>Unsubscribed; what it had is gone.</summary>
    public bool IsOver { get; set; }
}
