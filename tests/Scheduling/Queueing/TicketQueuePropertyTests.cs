using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

public class TicketQueuePropertyTests
{
    private static readonly QueueLimits Limits = new() { MaxCount = 8, MaxBytes = 300, AgeingBound = Clock.Ms(30) };

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void EveryOperation_OnRandomHistories_DoesWhatTheReferenceDoes(ulong seed) =>
        Seeded.ForAll(seed, QueueOperation.Histories, history => Replay(history, (_, _, _) => { }));

    [Fact]
    public void Entries_OnRandomHistories_LeaveExactlyOnce() => Seeded.ForAll(11, QueueOperation.Histories, history =>
    {
        var (queue, accepted, left, end) = Replay(history, (_, _, _) => { });
        while (queue.TryDequeue(end, out var entry))
        {
            left.Add(entry.Ticket);
        }

        left.AddRange(queue.Expire(end).Select(entry => entry.Ticket));
        Assert.Equal(accepted.Order(), left.Order());
        Assert.Equal((0, 0L, null), (queue.Count, queue.Bytes, queue.NextDeadline));
    });

    [Fact]
    public void TryDequeue_OnRandomHistories_NeverOvertakesAnAgedEntryByALaterDeadline() =>
        Seeded.ForAll(12, QueueOperation.Histories, history => Replay(history, (taken, waiting, now) =>
        {
            foreach (var other in waiting.Where(other => other.Deadline > now))
            {
                if (now - other.Arrival >= other.Rank * Limits.AgeingBound)
                {
                    Assert.True(taken.Deadline <= other.Deadline, $"{taken} overtook {other} at {now:O}");
                }
            }
        }));

    /// <summary>Plays a history on the queue and on the reference, compares all that shows, and books who came and who left.</summary>
    private static (TicketQueue<int> Queue, List<int> Accepted, List<int> Left, DateTimeOffset End) Replay(
        QueueOperation[] history, Action<QueueEntry<int>, IReadOnlyList<QueueEntry<int>>, DateTimeOffset> onDequeue)
    {
        var (queue, reference) = (new TicketQueue<int>(Limits), new ReferenceQueue(Limits));
        var (accepted, left, dequeued) = (new List<int>(), new List<int>(), new List<QueueEntry<int>>());
        var (milliseconds, visit) = (0, 0);
        foreach (var operation in history)
        {
            milliseconds += operation.Wait;
            var now = Clock.At(milliseconds);
            switch (operation.Verb)
            {
                case QueueVerb.Enqueue:
                    Enqueue(new QueueEntry<int>(
                        $"r{operation.Number}", visit++, operation.Rank, now, Clock.At(milliseconds + operation.DeadlineIn), operation.Bytes));
                    break;
                case QueueVerb.Retry when dequeued.Count > 0:
                    Enqueue(dequeued[operation.Number % dequeued.Count] with { Ticket = visit++ });
                    break;
                case QueueVerb.Dequeue:
                    Assert.Equal(queue.TryPeek(now, out var peeked), queue.TryDequeue(now, out var taken));
                    Assert.Equal(reference.Dequeue(now), taken);
                    Assert.Same(peeked, taken);
                    if (taken is not null)
                    {
                        onDequeue(taken, reference.Waiting, now);
                        dequeued.Add(taken);
                        left.Add(taken.Ticket);
                    }

                    break;
                case QueueVerb.Remove:
                    queue.TryRemove($"r{operation.Number}", out var removed);
                    Assert.Equal(reference.Remove($"r{operation.Number}"), removed);
                    left.AddRange(removed is null ? [] : [removed.Ticket]);
                    break;
                case QueueVerb.Expire:
                    var expired = queue.Expire(now);
                    Assert.Equal(reference.Expire(now), expired);
                    left.AddRange(expired.Select(entry => entry.Ticket));
                    break;
            }

            AssertSameLoad(queue, reference, now);
        }

        return (queue, accepted, left, Clock.At(milliseconds));

        void Enqueue(QueueEntry<int> entry)
        {
            var now = Clock.At(milliseconds);
            var outcome = queue.TryEnqueue(entry, now);
            var expected = reference.Enqueue(entry, now);
            Assert.Equal(expected.Status, outcome.Status);
            Assert.Equal(expected.Shed, outcome.Shed);
            accepted.AddRange(outcome.Accepted ? [entry.Ticket] : []);
            left.AddRange(outcome.Shed.Select(shed => shed.Ticket));
        }
    }

    private static void AssertSameLoad(TicketQueue<int> queue, ReferenceQueue reference, DateTimeOffset now)
    {
        var waiting = reference.Waiting;
        Assert.Equal((waiting.Count, waiting.Sum(entry => entry.Bytes)), (queue.Count, queue.Bytes));
        Assert.Equal(waiting.Count == 0 ? null : waiting.Min(entry => entry.Deadline), queue.NextDeadline);
        var snapshot = queue.Snapshot(now);
        for (var rank = 0; rank < Limits.Ranks; rank++)
        {
            Assert.Equal(LoadOf(waiting.Where(entry => entry.Rank == rank)), queue.LoadOf(rank));
            Assert.Equal(LoadOf(waiting.Where(entry => entry.Rank == rank)), snapshot.Declared[rank]);
            Assert.Equal(
                LoadOf(waiting.Where(entry => entry.Deadline > now && reference.Effective(entry, now) == rank)), snapshot.Effective[rank]);
        }
    }

    private static RankLoad LoadOf(IEnumerable<QueueEntry<int>> entries) =>
        entries.Aggregate(default(RankLoad), (load, entry) => new RankLoad(load.Count + 1, load.Bytes + entry.Bytes));
}
