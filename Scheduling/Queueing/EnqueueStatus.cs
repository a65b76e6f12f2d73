namespace Krewe.Scheduling.Queueing;

/// <summary>What became of an attempt to enqueue.</summary>
public enum EnqueueStatus
{
    /// <summary>The entry waits now.</summary>
    Accepted = 0,

    /// <summary>The deadline is not after now.</summary>
    DeadlinePassed = 2,

    /// <summary>The entry alone is larger than the queue may ever hold.</summary>
    TooLarge = 3,

    /// <summary>The queue is full by count, and nobody waits who would have to give way.</summary>
    FullByCount = 4,

    /// <summary>The queue is full by bytes, and too little waits that would have to give way.</summary>
    FullByBytes = 5,
}
