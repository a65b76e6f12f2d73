namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>The records of all entries by slot.</summary>
internal sealed class EntryTable
{
    /// <summary>Instead of a flow's number: the deadline has come, and the entry has not been handed out yet.</summary>
    public const int PastDeadline = -2;

    private EntryRecord[] _records = [];
    private int _used;
    private int _free = -1;
    private uint _order;

    public int Capacity => _records.Length;

    public ref EntryRecord this[int slot] => ref _records[slot];

    /// <summary>A free slot; its record is in use from now on.</summary>
    /// <param name="order">The order number that the entry had before; 0 for one that comes for the first time.</param>
    public int Rent(uint order)
    {
        var slot = _free;
        if (slot >= 0)
        {
            _free = _records[slot].Flow;
        }
        else
        {
            slot = _used++;
            if (slot == _records.Length)
            {
                Array.Resize(ref _records, Math.Max(16, slot * 2));
            }
        }

        ref var record = ref _records[slot];
        record.Version++;
        record.Order = order != 0 ? order : NextOrder();
        return slot;
    }

    public void Return(int slot)
    {
        ref var record = ref _records[slot];
        record.Version++;
        record.Order = 0;
        record.Flow = _free;
        _free = slot;
    }

    /// <summary>Whether the entry of a key waits in that flow.</summary>
    public bool IsIn(int flow, EntryKey key)
    {
        ref var record = ref _records[key.Slot];
        return record.Order == key.Order && record.Flow == flow;
    }

    public bool Waits(int slot, int version) => (uint)slot < (uint)_used && _records[slot].Version == version && (version & 1) == 1;

    public EntryKey KeyOf(int slot)
    {
        ref var record = ref _records[slot];
        return new EntryKey(record.Deadline, record.Order, slot);
    }

    private uint NextOrder()
    {
        _order++;
        return _order == 0 ? ++_order : _order;
    }
}
