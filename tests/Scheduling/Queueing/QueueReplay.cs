using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

/// <summary>Plays a history on the queue and on the reference, compares all that shows, and books who came and who left.</summary>
internal sealed class QueueReplay(QueueLimits limits)
{
    private readonly ReferenceQueue _reference = new(limits);
    private readonly Dictionary<int, QueueHandle> _handles = [];
    private readonly List<QueueEntry<int>> _served = [];
    private int _milliseconds;
    private int _visit;

    public event Action<QueueEntry<int>, IReadOnlyList<QueueEntry<int>>, DateTimeOffset>? Dequeued;

    public TicketQueue<int> Queue { get; } = new(limits);

    public List<int> Accepted { get; } = [];

    public List<int> Left { get; } = [];

    public DateTimeOffset Now => Clock.At(_milliseconds);

    public void Play(QueueOperation[] history)
    {
        foreach (var operation in history)
        {
            _milliseconds += operation.Wait;
            Play(operation);
            AssertSameLoad();
        }
    }

    private void Play(QueueOperation operation)
    {
        switch (operation.Verb)
        {
            case QueueVerb.Enqueue:
                Enqueue(new QueueEntry<int>(
                    _visit++, operation.TenantName, operation.Rank, Now, Clock.At(_milliseconds + operation.DeadlineIn), operation.Bytes, operation.Cost));
                break;
            case QueueVerb.Retry when _served.Count > 0:
                var retried = _served[operation.Number % _served.Count];
                _served.Remove(retried);
                Enqueue(retried with { Ticket = _visit++ });
                break;
            case QueueVerb.Dequeue:
                Dequeue();
                break;
            case QueueVerb.Remove when _visit > 0:
                var ticket = operation.Number % _visit;
                var found = Queue.TryRemove(_handles.GetValueOrDefault(ticket), out var removed);
                Assert.Equal(_reference.Remove(ticket), found ? removed : (QueueEntry<int>?)null);
                Left.AddRange(found ? [ticket] : []);
                break;
            case QueueVerb.Expire:
                List<QueueEntry<int>> expired = [];
                Queue.Expire(Now, expired);
                Assert.Equal(_reference.Expire(Now), expired);
                Left.AddRange(expired.Select(entry => entry.Ticket));
                break;
            case QueueVerb.Charge:
                Queue.Charge(operation.Rank, operation.TenantName, operation.Cost - 3);
                _reference.Charge(operation.Rank, operation.TenantName, operation.Cost - 3);
                break;
        }
    }

    private void Dequeue()
    {
        var seen = Queue.TryPeek(Now, out var peeked, out var handle);
        Assert.Equal(seen, Queue.Contains(handle));
        Assert.Equal(seen, Queue.TryDequeue(Now, out var taken));
        Assert.Equal(_reference.Dequeue(Now), seen ? taken : (QueueEntry<int>?)null);
        Assert.Equal(peeked, taken);
        Assert.False(Queue.Contains(handle));
        if (seen)
        {
            Dequeued?.Invoke(taken, _reference.Waiting, Now);
            _served.Add(taken);
            Left.Add(taken.Ticket);
        }
    }

    private void Enqueue(QueueEntry<int> entry)
    {
        List<QueueEntry<int>> shed = [];
        var status = Queue.TryEnqueue(entry, Now, shed, out var handle);
        var expected = _reference.Enqueue(entry, Now);
        Assert.Equal(expected.Status, status);
        Assert.Equal(expected.Shed, shed);
        Assert.Equal(status == EnqueueStatus.Accepted, Queue.Contains(handle));
        if (status == EnqueueStatus.Accepted)
        {
            _handles[entry.Ticket] = handle;
            Accepted.Add(entry.Ticket);
        }

        Left.AddRange(shed.Select(one => one.Ticket));
    }

    private void AssertSameLoad()
    {
        var waiting = _reference.Waiting;
        Assert.Equal((waiting.Count, waiting.Sum(entry => entry.Bytes)), (Queue.Count, Queue.Bytes));
        Assert.Equal(waiting.Count == 0 ? null : waiting.Min(entry => entry.Deadline), Queue.NextDeadline);
        for (var rank = 0; rank < limits.Ranks; rank++)
        {
            Assert.Equal(LoadOf(waiting.Where(entry => entry.Rank == rank)), Queue.LoadOf(rank));
        }
    }

    private static RankLoad LoadOf(IEnumerable<QueueEntry<int>> entries) =>
        entries.Aggregate(default(RankLoad), (load, entry) => new RankLoad(load.Count + 1, load.Bytes + entry.Bytes));
}
