using System.Diagnostics;

namespace Krewe.Scheduling.Queueing;

/// <summary>
/// A four-ary min-heap of slots from which any slot can be removed in O(log n). Four children instead of two halve the depth;
/// the keys of siblings lie together in memory.
/// </summary>
internal sealed class IndexedHeap(SlotPositions positions)
{
    private const int Arity = 4;
    private HeapKey[] _keys = [];

    public int Count { get; private set; }

    public HeapKey Top => _keys[0];

    public void Push(HeapKey key)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(16, _keys.Length * 2));
        }

        SiftUp(Count++, key);
    }

    public void Remove(int slot)
    {
        var at = positions[slot];
        Debug.Assert(at < Count && _keys[at].Slot == slot, "the slot is in this heap");
        var last = _keys[--Count];
        if (at == Count)
        {
            return;
        }

        if (at > 0 && last.IsBefore(_keys[(at - 1) / Arity]))
        {
            SiftUp(at, last);
        }
        else
        {
            SiftDown(at, last);
        }
    }

    private void SiftUp(int at, HeapKey key)
    {
        while (at > 0)
        {
            var parent = (at - 1) / Arity;
            if (!key.IsBefore(_keys[parent]))
            {
                break;
            }

            Put(at, _keys[parent]);
            at = parent;
        }

        Put(at, key);
    }

    private void SiftDown(int at, HeapKey key)
    {
        while (true)
        {
            var first = (at * Arity) + 1;
            if (first >= Count)
            {
                break;
            }

            var best = first;
            var end = Math.Min(first + Arity, Count);
            for (var child = first + 1; child < end; child++)
            {
                if (_keys[child].IsBefore(_keys[best]))
                {
                    best = child;
                }
            }

            if (!_keys[best].IsBefore(key))
            {
                break;
            }

            Put(at, _keys[best]);
            at = best;
        }

        Put(at, key);
    }

    private void Put(int at, HeapKey key)
    {
        _keys[at] = key;
        positions[key.Slot] = at;
    }
}
