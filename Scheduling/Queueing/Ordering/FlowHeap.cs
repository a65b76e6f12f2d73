using System.Diagnostics;

namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>
/// A four-ary min-heap of flows in which any flow's key can be changed in O(log n). Four children instead of two halve the depth;
/// the keys of siblings fill one cache line.
/// </summary>
internal sealed class FlowHeap(FlowPositions positions)
{
    private const int Arity = 4;
    private FlowKey[] _keys = [];

    public int Count { get; private set; }

    public FlowKey Top => _keys[0];

    /// <summary>The keys in the order of the heap.</summary>
    public FlowKey this[int at] => _keys[at];

    public void Push(FlowKey key)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(16, _keys.Length * 2));
        }

        SiftUp(Count++, key);
    }

    /// <summary>Gives a flow that is in the heap another key.</summary>
    public void Update(FlowKey key) => Replace(positions[key.Number], key);

    public void Remove(int number)
    {
        var at = positions[number];
        Debug.Assert(at < Count && _keys[at].Number == number, "the flow is in this heap");
        var last = _keys[--Count];
        if (at < Count)
        {
            Replace(at, last);
        }
    }

    private void Replace(int at, FlowKey key)
    {
        if (at > 0 && key.IsBefore(_keys[(at - 1) / Arity]))
        {
            SiftUp(at, key);
        }
        else
        {
            SiftDown(at, key);
        }
    }

    private void SiftUp(int at, FlowKey key)
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

    private void SiftDown(int at, FlowKey key)
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

    private void Put(int at, FlowKey key)
    {
        _keys[at] = key;
        positions[key.Number] = at;
    }
}
