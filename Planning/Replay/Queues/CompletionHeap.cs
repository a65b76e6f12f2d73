namespace Krewe.Planning.Replay.Queues;

/// <summary>The replicas at work, by the time at which each is done; equal times by replica, so that runs repeat.</summary>
internal sealed class CompletionHeap
{
    private (double Time, int Replica)[] _items = new (double, int)[16];
    private int _count;

    public double NextTime => _count == 0 ? double.PositiveInfinity : _items[0].Time;

    public int Count => _count;

    public void Push(double time, int replica)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }

        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!Before(time, replica, _items[parent]))
            {
                break;
            }

            _items[at] = _items[parent];
            at = parent;
        }

        _items[at] = (time, replica);
    }

    /// <summary>The replica that is done first.</summary>
    public int First => _items[0].Replica;

    public void Pop()
    {
        var last = _items[--_count];
        if (_count > 0)
        {
            Sink(last.Time, last.Replica);
        }
    }

    /// <summary>The first goes on with its next request.</summary>
    public void ReplaceFirst(double time) => Sink(time, _items[0].Replica);

    private static bool Before(double time, int replica, in (double Time, int Replica) other) =>
        time < other.Time || (time == other.Time && replica < other.Replica);

    private void Sink(double time, int replica)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && Before(_items[child + 1].Time, _items[child + 1].Replica, _items[child]))
            {
                child++;
            }

            if (!Before(_items[child].Time, _items[child].Replica, (time, replica)))
            {
                break;
            }

            _items[at] = _items[child];
            at = child;
        }

        _items[at] = (time, replica);
    }
}
