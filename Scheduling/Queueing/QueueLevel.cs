namespace Krewe.Scheduling.Queueing;

/// <summary>All entries that count as one rank: once in the order of service, once in the order of shedding.</summary>
internal sealed class QueueLevel(SlotPositions servicePositions, SlotPositions shedPositions)
{
    private readonly IndexedHeap _service = new(servicePositions);
    private readonly IndexedHeap _shed = new(shedPositions);

    public int Count => _service.Count;

    public long Bytes { get; private set; }

    /// <summary>Earliest deadline first, ties by arrival.</summary>
    public HeapKey NextServed => _service.Top;

    /// <summary>Latest deadline first, ties by latest arrival.</summary>
    public int NextShed => _shed.Top.Slot;

    public void Add(HeapKey key, long bytes)
    {
        _service.Push(key);
        _shed.Push(key.Reversed());
        Bytes += bytes;
    }

    public void Remove(int slot, long bytes)
    {
        _service.Remove(slot);
        _shed.Remove(slot);
        Bytes -= bytes;
    }
}
