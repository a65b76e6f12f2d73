namespace Krewe.Planning.Replay.Queues;

/// <summary>First in, first out, without a limit; room is kept for what was the most.</summary>
internal sealed class Ring<T>
{
    private T[] _items = new T[64];
    private int _head;

    public int Count { get; private set; }

    public void Add(in T item)
    {
        if (Count == _items.Length)
        {
            var larger = new T[2 * Count];
            for (var i = 0; i < Count; i++)
            {
                larger[i] = _items[(_head + i) & (_items.Length - 1)];
            }

            (_items, _head) = (larger, 0);
        }

        _items[(_head + Count++) & (_items.Length - 1)] = item;
    }

    public T Take()
    {
        var item = _items[_head];
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        return item;
    }
}
