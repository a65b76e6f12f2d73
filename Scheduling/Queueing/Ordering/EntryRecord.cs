namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>What the order knows of one waiting entry; records are used again, so a steady queue allocates nothing.</summary>
internal struct EntryRecord
{
    public string Tenant;

    public long Deadline;

    public long Arrival;

    public long Bytes;

    public double Cost;

    /// <summary>The flow in which it waits, or <see cref="EntryTable.PastDeadline"/>; while the record is free, the next free one or -1.</summary>
    public int Flow;

    /// <summary>Counted up when the entry comes and when it leaves: odd while it waits.</summary>
    public int Version;

    /// <summary>The declared rank.</summary>
    public int Rank;

    /// <summary>When it first came, counted; 0 while the record is free.</summary>
    public uint Order;
}
