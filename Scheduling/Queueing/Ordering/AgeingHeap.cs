namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>
/// Which entry rises next. Entries that left are not taken out but passed over: promotions mostly come in order of arrival, so a push
/// is O(1), and most entries leave long before they would rise.
/// </summary>
internal sealed class AgeingHeap
{
    private const int Slack = 1024;
    private AgeingKey[] _keys = [];
    private int _count;

    /// <summary>The next promotion, in ticks, also of an entry that left; the end of time when there is none.</summary>
    public long Next => _count == 0 ? long.MaxValue : _keys[0].At;

    /// <summary>Whether so many keys are of entries that left that <see cref="Compact"/> is worth its price.</summary>
    /// <param name="waiting">How many entries wait.</param>
    public bool IsStale(int waiting) => _count > (2L * waiting) + Slack;

    public void Push(AgeingKey key)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(16, _keys.Length * 2));
        }

        var at = _count++;
        while (at > 0 && key.IsBefore(_keys[(at - 1) / 2]))
        {
            _keys[at] = _keys[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _keys[at] = key;
    }

    public AgeingKey Pop()
    {
        var top = _keys[0];
        var last = _keys[--_count];
        if (_count > 0)
        {
            Sink(0, last);
        }

        return top;
    }

    /// <summary>Forgets the keys of entries that left.</summary>
    public void Compact(EntryTable entries)
    {
        var kept = 0;
        for (var at = 0; at < _count; at++)
        {
            if (entries[_keys[at].Slot].Order == _keys[at].Order)
            {
                _keys[kept++] = _keys[at];
            }
        }

        _count = kept;
        for (var at = (kept / 2) - 1; at >= 0; at--)
        {
            Sink(at, _keys[at]);
        }
    }

    private void Sink(int at, AgeingKey key)
    {
        while (true)
        {
            var child = (at * 2) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && _keys[child + 1].IsBefore(_keys[child]))
            {
                child++;
            }

            if (!_keys[child].IsBefore(key))
            {
                break;
            }

            _keys[at] = _keys[child];
            at = child;
        }

        _keys[at] = key;
    }
}
