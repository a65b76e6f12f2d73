namespace Krewe.Scheduling.Queueing;

/// <summary>The place of one waiting entry; places are used again, so a steady queue allocates nothing.</summary>
internal struct QueueSlot<TTicket>
{
    public QueueEntry<TTicket>? Entry;

    /// <summary>Breaks ties between entries with the same deadline and arrival.</summary>
    public long Sequence;

    /// <summary>Effective rank; the number of ranks stands for "past its deadline, not yet collected".</summary>
    public int Level;

    /// <summary>Whether the slot stands in the heap of coming promotions.</summary>
    public bool Ages;
}
