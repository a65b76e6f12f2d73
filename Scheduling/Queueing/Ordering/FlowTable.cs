namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>All flows of a queue by number, numbers and heaps used again; and which flow has the earliest deadline.</summary>
internal sealed class FlowTable
{
    private readonly EntryTable _entries;
    private readonly Stack<int> _free = new();
    private readonly FlowPositions _deadlinePositions;
    private readonly FlowHeap _deadlines;
    private QueueFlow[] _flows = [];
    private int _used;

    public FlowTable(EntryTable entries)
    {
        _entries = entries;
        _deadlinePositions = new FlowPositions();
        _deadlines = new FlowHeap(_deadlinePositions);
    }

    /// <summary>Of the flows' numbers; a flow is in the order of service of one level.</summary>
    public FlowPositions ServicePositions { get; } = new();

    /// <summary>Of the flows' numbers, in the order of shedding.</summary>
    public FlowPositions ShedPositions { get; } = new();

    public QueueFlow this[int number] => _flows[number];

    /// <summary>No deadline is earlier, in ticks; the end of time when nothing waits.</summary>
    public long DeadlineBound => _deadlines.Count == 0 ? long.MaxValue : _deadlines.Top.First;

    /// <summary>The flow in which the entry with the earliest deadline waits; null when nothing does.</summary>
    public QueueFlow? NextToExpire()
    {
        // A flow's key is only brought up to date here: that its earliest entry was served made it later, and mostly nobody asks.
        while (_deadlines.Count > 0)
        {
            var top = _deadlines.Top;
            var flow = _flows[top.Number];
            if (top.First == flow.Next.Deadline)
            {
                return flow;
            }

            _deadlines.Update(Key(flow));
        }

        return null;
    }

    public QueueFlow Rent(int level, string tenant, double weight)
    {
        if (!_free.TryPop(out var number))
        {
            number = _used++;
            if (number == _flows.Length)
            {
                Array.Resize(ref _flows, Math.Max(8, _flows.Length * 2));
                _deadlinePositions.EnsureCapacity(_flows.Length);
                ServicePositions.EnsureCapacity(_flows.Length);
                ShedPositions.EnsureCapacity(_flows.Length);
            }

            _flows[number] = new QueueFlow(number, _entries);
        }

        var flow = _flows[number];
        flow.Begin(level, tenant, weight);
        return flow;
    }

    public void Return(QueueFlow flow) => _free.Push(flow.Number);

    public void Began(QueueFlow flow) => _deadlines.Push(Key(flow));

    public void Earlier(QueueFlow flow) => _deadlines.Update(Key(flow));

    public void Ended(QueueFlow flow) => _deadlines.Remove(flow.Number);

    private static FlowKey Key(QueueFlow flow) => new(flow.Next.Deadline, flow.Number);
}
