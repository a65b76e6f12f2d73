namespace Krewe.Planning.Replay.Queues;

/// <summary>Where a request that passes a router goes.</summary>
internal enum RouterWay
{
    /// <summary>Into the queue.</summary>
    In,

    /// <summary>Back to its caller, with an answer.</summary>
    Answered,

    /// <summary>Back to its caller, without one: the queue was full, or its time was over.</summary>
    Dropped,
}
