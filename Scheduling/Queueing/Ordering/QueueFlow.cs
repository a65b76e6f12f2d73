namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>What one tenant has waiting at one level, earliest deadline first, and its place in virtual time. Written by its <see cref="QueueLevel"/>.</summary>
internal sealed class QueueFlow(int number, EntryTable entries)
{
    private readonly EntryHeap<EarliestFirst> _service = new(entries);

    // Made when the first entry is shed and forgotten when the flow runs empty: its price is paid by those that came since.
    private EntryHeap<LatestFirst>? _shed;
    private bool _sheds;

    public int Number { get; } = number;

    public int Level { get; private set; }

    public string Tenant { get; private set; } = "";

    public double Weight { get; private set; } = 1;

    public int Count { get; private set; }

    /// <summary>Virtual time at which its next entry is due; while nothing waits, the time at which its last one was done.</summary>
    public double Start { get; set; }

    /// <summary>Cost of all that waits.</summary>
    public double Backlog { get; set; }

    public bool Waits => Count > 0;

    /// <summary>Virtual time at which all that waits would be done. Serving an entry does not move it.</summary>
    public double End => Start + (Backlog / Weight);

    /// <summary>The earliest deadline.</summary>
    public EntryKey Next => _service.Top;

    public void Begin(int level, string tenant, double weight) =>
        (Level, Tenant, Weight, Start, Backlog) = (level, tenant, weight, 0, 0);

    public void Add(EntryKey key)
    {
        Count++;
        _service.Push(key);
        if (_sheds)
        {
            _shed!.Push(key);
        }
    }

    /// <summary>Takes out an entry whose record says already that it is elsewhere.</summary>
    public void Remove(int slot)
    {
        Count--;
        if (Count == 0)
        {
            _service.Clear();
            _shed?.Clear();
            (_sheds, Backlog) = (false, 0);
            return;
        }

        if (_service.Top.Slot == slot)
        {
            _service.Pop();
        }

        if (_service.Count > Count)
        {
            _service.Prune(Number, Count);
        }

        if (_sheds)
        {
            _shed!.Prune(Number, Count);
        }
    }

    /// <summary>The slot with the latest deadline.</summary>
    public int Last()
    {
        if (!_sheds)
        {
            _sheds = true;
            _shed ??= new EntryHeap<LatestFirst>(entries);
            _shed.Fill(_service, Number);
        }

        return _shed!.Top.Slot;
    }
}
