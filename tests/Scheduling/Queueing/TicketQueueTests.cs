using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

public class TicketQueueTests
{
    [Fact]
    public void TryDequeue_MixedRanksAndDeadlines_GoesByRankThenDeadlineThenArrival()
    {
        var queue = new TicketQueue<int>(new QueueLimits());
        foreach (var entry in new[] { Entry("batch", 2, 0, 50), Entry("late", 0, 1, 900), Entry("second", 0, 3, 400), Entry("first", 0, 2, 400), Entry("mid", 1, 0, 10) })
        {
            Assert.True(queue.TryEnqueue(entry, Clock.At(5)).Accepted);
        }

        Assert.Equal(["first", "second", "late", "mid", "batch"], Drain(queue, Clock.At(6)));
    }

    [Fact]
    public void TryDequeue_LowRankWaitedABound_CountsOneRankAbove()
    {
        var queue = new TicketQueue<int>(new QueueLimits { AgeingBound = Clock.Ms(100) });
        queue.TryEnqueue(Entry("old-batch", 2, 0, 1_000), Clock.At(0));
        queue.TryEnqueue(Entry("standard", 1, 90, 2_000), Clock.At(90));
        Assert.True(queue.TryPeek(Clock.At(99.9), out var before));
        Assert.True(queue.TryPeek(Clock.At(100), out var after));
        Assert.Equal(("standard", "old-batch"), (before.Id, after.Id));
    }

    [Fact]
    public void TryDequeue_EndlessCriticalOverload_StillServesTheBatchEntryBeforeItsDeadline()
    {
        var queue = new TicketQueue<int>(new QueueLimits { AgeingBound = Clock.Ms(1_000), MaxCount = 1_000 });
        queue.TryEnqueue(Entry("batch", 2, 0, 10_000), Clock.At(0));
        var servedAt = -1;
        for (var ms = 0; ms <= 10_000 && servedAt < 0; ms++)
        {
            // Two arrive in each millisecond and one is served.
            queue.TryEnqueue(Entry($"a{ms}", 0, ms, ms + 50), Clock.At(ms));
            queue.TryEnqueue(Entry($"b{ms}", 0, ms, ms + 50), Clock.At(ms));
            servedAt = queue.TryDequeue(Clock.At(ms), out var entry) && entry.Id == "batch" ? ms : -1;
            queue.Expire(Clock.At(ms));
        }

        Assert.InRange(servedAt, 2_000, 9_999);
    }

    [Fact]
    public void TryDequeue_DeadlineReached_LeavesTheEntryToExpire()
    {
        var queue = new TicketQueue<int>(new QueueLimits());
        queue.TryEnqueue(Entry("a", 0, 0, 10), Clock.At(0));
        Assert.False(queue.TryDequeue(Clock.At(10), out _));
        Assert.Equal(1, queue.Count);
        Assert.Equal(["a"], queue.Expire(Clock.At(10)).Select(entry => entry.Id));
    }

    [Fact]
    public void TryEnqueue_FullByCount_ShedsLowestRankLatestDeadlineFirst()
    {
        var queue = new TicketQueue<int>(new QueueLimits { MaxCount = 3 });
        queue.TryEnqueue(Entry("standard", 1, 0, 900), Clock.At(0));
        queue.TryEnqueue(Entry("batch-soon", 2, 0, 100), Clock.At(0));
        queue.TryEnqueue(Entry("batch-late", 2, 0, 500), Clock.At(0));
        Assert.Equal(["batch-late"], queue.TryEnqueue(Entry("c1", 0, 1, 90), Clock.At(1)).Shed.Select(entry => entry.Id));
        Assert.Equal(["batch-soon"], queue.TryEnqueue(Entry("c2", 0, 1, 90), Clock.At(1)).Shed.Select(entry => entry.Id));
        Assert.Equal(EnqueueStatus.FullByCount, queue.TryEnqueue(Entry("s2", 1, 1, 90), Clock.At(1)).Status);
        Assert.Equal(["standard"], queue.TryEnqueue(Entry("c3", 0, 1, 90), Clock.At(1)).Shed.Select(entry => entry.Id));
        Assert.Equal(EnqueueStatus.FullByCount, queue.TryEnqueue(Entry("c4", 0, 1, 90), Clock.At(1)).Status);
    }

    [Fact]
    public void TryEnqueue_TooFewBytesToShed_RefusesAndShedsNobody()
    {
        var queue = new TicketQueue<int>(new QueueLimits { MaxBytes = 100 });
        queue.TryEnqueue(Entry("critical", 0, 0, 900, bytes: 60), Clock.At(0));
        queue.TryEnqueue(Entry("batch", 2, 0, 900, bytes: 40), Clock.At(0));
        var outcome = queue.TryEnqueue(Entry("large", 0, 1, 900, bytes: 50), Clock.At(1));
        Assert.Equal(EnqueueStatus.FullByBytes, outcome.Status);
        Assert.Empty(outcome.Shed);
        Assert.Equal(2, queue.Count);
        Assert.Equal(EnqueueStatus.TooLarge, queue.TryEnqueue(Entry("huge", 0, 1, 900, bytes: 101), Clock.At(1)).Status);
    }

    [Fact]
    public void TryEnqueue_FullOfEntriesPastTheirDeadline_ThoseGoFirst()
    {
        var queue = new TicketQueue<int>(new QueueLimits { MaxCount = 1 });
        queue.TryEnqueue(Entry("past", 0, 0, 10), Clock.At(0));
        var outcome = queue.TryEnqueue(Entry("new", 2, 10, 900), Clock.At(10));
        Assert.True(outcome.Accepted);
        Assert.Equal(["past"], outcome.Shed.Select(entry => entry.Id));
    }

    [Fact]
    public void TryRemove_InFullQueue_FreesItsPlaceAtOnce()
    {
        var queue = new TicketQueue<int>(new QueueLimits { MaxCount = 1 });
        queue.TryEnqueue(Entry("a", 1, 0, 100), Clock.At(0));
        Assert.True(queue.TryRemove("a", out _));
        Assert.False(queue.TryRemove("a", out _));
        Assert.True(queue.TryEnqueue(Entry("b", 2, 0, 100), Clock.At(0)).Accepted);
    }

    [Fact]
    public void TryEnqueue_RetriedEntry_KeepsItsPlaceBeforeThoseThatCameLater()
    {
        var queue = new TicketQueue<int>(new QueueLimits());
        queue.TryEnqueue(Entry("first", 1, 0, 500), Clock.At(0));
        queue.TryEnqueue(Entry("later", 1, 1, 500), Clock.At(1));
        queue.TryDequeue(Clock.At(2), out var taken);
        queue.TryEnqueue(taken!, Clock.At(3));
        Assert.Equal(["first", "later"], Drain(queue, Clock.At(3)));
    }

    [Theory]
    [InlineData("a", 1, 500, EnqueueStatus.DuplicateId)]
    [InlineData("b", 1, 5, EnqueueStatus.DeadlinePassed)]
    [InlineData("b", 1, 6, EnqueueStatus.Accepted)]
    public void TryEnqueue_OneWaiting_AnswersWithTheReason(string id, int rank, double deadline, EnqueueStatus expected)
    {
        var queue = new TicketQueue<int>(new QueueLimits());
        queue.TryEnqueue(Entry("a", 0, 0, 500), Clock.At(0));
        Assert.Equal(expected, queue.TryEnqueue(Entry(id, rank, 5, deadline), Clock.At(5)).Status);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void TryEnqueue_NoSuchRank_Throws(int rank) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new TicketQueue<int>(new QueueLimits()).TryEnqueue(Entry("a", rank, 0, 10), Clock.At(0)));

    [Fact]
    public void EnqueueAndDequeue_InSteadyState_AllocateNothing()
    {
        var queue = new TicketQueue<int>(new QueueLimits { AgeingBound = TimeSpan.MaxValue });
        var entries = Enumerable.Range(0, 2_000).Select(at => Entry($"e{at}", at % 3, at, 1e9 - (at * 7919 % 2_000))).ToArray();
        var now = Clock.At(5_000);
        for (var at = 0; at < 1_000; at++)
        {
            queue.TryEnqueue(entries[at], now);
        }

        Turn(queue, now, entries[1_000..], 3_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Turn(queue, now, entries[1_000..], 3_000);

        // Slicing the array above costs once; an allocation for each turn would be far more.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24_000);
    }

    private static void Turn(TicketQueue<int> queue, DateTimeOffset now, QueueEntry<int>[] spare, int turns)
    {
        var next = spare[0];
        for (var turn = 0; turn < turns; turn++)
        {
            if (queue.Contains(next.Id))
            {
                next = spare[turn % spare.Length];
                continue;
            }

            queue.TryEnqueue(next, now);
            queue.TryDequeue(now, out var taken);
            next = taken!;
        }
    }

    private static QueueEntry<int> Entry(string id, int rank, double arrival, double deadline, long bytes = 1) =>
        new(id, 0, rank, Clock.At(arrival), Clock.At(deadline), bytes);

    private static List<string> Drain(TicketQueue<int> queue, DateTimeOffset now)
    {
        List<string> ids = [];
        while (queue.TryDequeue(now, out var entry))
        {
            ids.Add(entry.Id);
        }

        return ids;
    }
}
