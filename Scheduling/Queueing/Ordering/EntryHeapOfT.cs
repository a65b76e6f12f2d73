namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>
/// A four-ary heap of entries. Nobody keeps where an entry stands: entries that left otherwise than from the top stay as keys without an
/// entry, and are dropped when they come to the top or are too many. That spares a random write for each level of each operation.
/// </summary>
internal sealed class EntryHeap<TOrder>(EntryTable entries)
    where TOrder : struct, IEntryOrder
{
    private const int Arity = 4;
    private const int Slack = 16;
    private EntryKey[] _keys = [];

    /// <summary>Keys, those without an entry included.</summary>
    public int Count { get; private set; }

    public EntryKey Top => _keys[0];

    public void Clear() => Count = 0;

    public void Push(EntryKey key)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(4, _keys.Length * 2));
        }

        var (keys, at) = (_keys, Count++);
        while (at > 0)
        {
            var parent = (at - 1) / Arity;
            if (!TOrder.IsBefore(key, keys[parent]))
            {
                break;
            }

            keys[at] = keys[parent];
            at = parent;
        }

        keys[at] = key;
    }

    public void Pop()
    {
        var last = _keys[--Count];
        if (Count > 0)
        {
            Sink(0, last);
        }
    }

    /// <summary>Takes keys of entries that left from the top, and all of them when they are more than the others.</summary>
    public void Prune(int flow, int waiting)
    {
        if (Count > (2 * waiting) + Slack)
        {
            Rebuild(flow);
            return;
        }

        while (Count > waiting && !entries.IsIn(flow, _keys[0]))
        {
            Pop();
        }
    }

    /// <summary>Takes over the entries of another order.</summary>
    public void Fill<TOther>(EntryHeap<TOther> other, int flow)
        where TOther : struct, IEntryOrder
    {
        _keys = other._keys[..other.Count];
        Count = other.Count;
        Rebuild(flow);
    }

    private void Rebuild(int flow)
    {
        var kept = 0;
        for (var at = 0; at < Count; at++)
        {
            if (entries.IsIn(flow, _keys[at]))
            {
                _keys[kept++] = _keys[at];
            }
        }

        Count = kept;
        for (var at = (kept - 2) / Arity; at >= 0; at--)
        {
            Sink(at, _keys[at]);
        }
    }

    private void Sink(int at, EntryKey key)
    {
        var (keys, count) = (_keys, Count);
        while (true)
        {
            var first = (at * Arity) + 1;
            if (first >= count)
            {
                break;
            }

            var (best, least) = (first, keys[first]);
            var end = Math.Min(first + Arity, count);
            for (var child = first + 1; child < end; child++)
            {
                if (TOrder.IsBefore(keys[child], least))
                {
                    (best, least) = (child, keys[child]);
                }
            }

            if (!TOrder.IsBefore(least, key))
            {
                break;
            }

            keys[at] = least;
            at = best;
        }

        keys[at] = key;
    }
}
