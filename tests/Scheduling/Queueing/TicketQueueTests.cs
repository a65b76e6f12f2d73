using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

public class TicketQueueTests
{
    private readonly List<QueueEntry<string>> _shed = [];

    [Fact]
    public void TryDequeue_MixedRanksAndDeadlines_GoesByRankThenDeadlineThenArrival()
    {
        var queue = new TicketQueue<string>(new QueueLimits());
        foreach (var entry in new[] { Entry("batch", 2, 0, 50), Entry("late", 0, 1, 900), Entry("first", 0, 2, 400), Entry("second", 0, 3, 400), Entry("mid", 1, 0, 10) })
        {
            Assert.Equal(EnqueueStatus.Accepted, Enqueue(queue, entry, 5));
        }

        Assert.Equal(["first", "second", "late", "mid", "batch"], Drain(queue, Clock.At(6)));
    }

    [Fact]
    public void TryDequeue_LowRankWaitedABound_CountsOneRankAbove()
    {
        var queue = new TicketQueue<string>(new QueueLimits { AgeingBound = Clock.Ms(100) });
        Enqueue(queue, Entry("old-batch", 2, 0, 1_000), 0);
        Enqueue(queue, Entry("standard", 1, 90, 2_000), 90);
        Assert.True(queue.TryPeek(Clock.At(99.9), out var before, out _));
        Assert.True(queue.TryPeek(Clock.At(100), out var after, out _));
        Assert.Equal(("standard", "old-batch"), (before.Ticket, after.Ticket));
    }

    [Fact]
    public void TryDequeue_EndlessCriticalOverload_StillServesTheBatchEntryBeforeItsDeadline()
    {
        var queue = new TicketQueue<string>(new QueueLimits { AgeingBound = Clock.Ms(1_000), MaxCount = 1_000 });
        Enqueue(queue, Entry("batch", 2, 0, 10_000), 0);
        var servedAt = -1;
        for (var ms = 0; ms <= 10_000 && servedAt < 0; ms++)
        {
            // Two arrive in each millisecond and one is served.
            Enqueue(queue, Entry($"a{ms}", 0, ms, ms + 50), ms);
            Enqueue(queue, Entry($"b{ms}", 0, ms, ms + 50), ms);
            servedAt = queue.TryDequeue(Clock.At(ms), out var entry) && entry.Ticket == "batch" ? ms : -1;
            queue.Expire(Clock.At(ms), _shed);
        }

        Assert.InRange(servedAt, 2_000, 9_999);
    }

    [Fact]
    public void TryDequeue_DeadlineReached_LeavesTheEntryToExpire()
    {
        var queue = new TicketQueue<string>(new QueueLimits());
        Enqueue(queue, Entry("a", 0, 0, 10), 0);
        Assert.False(queue.TryDequeue(Clock.At(10), out _));
        Assert.Equal(1, queue.Count);
        queue.Expire(Clock.At(10), _shed);
        Assert.Equal(["a"], _shed.Select(entry => entry.Ticket));
    }

    [Fact]
    public void TryEnqueue_FullByCount_ShedsLowestRankLatestDeadlineFirst()
    {
        var queue = new TicketQueue<string>(new QueueLimits { MaxCount = 3 });
        Enqueue(queue, Entry("standard", 1, 0, 900), 0);
        Enqueue(queue, Entry("batch-soon", 2, 0, 100), 0);
        Enqueue(queue, Entry("batch-late", 2, 0, 500), 0);
        Assert.Equal("batch-late", ShedBy(queue, Entry("c1", 0, 1, 90), 1));
        Assert.Equal("batch-soon", ShedBy(queue, Entry("c2", 0, 1, 90), 1));
        Assert.Equal(EnqueueStatus.FullByCount, Enqueue(queue, Entry("s2", 1, 1, 90), 1));
        Assert.Equal("standard", ShedBy(queue, Entry("c3", 0, 1, 90), 1));
        Assert.Equal(EnqueueStatus.FullByCount, Enqueue(queue, Entry("c4", 0, 1, 90), 1));
    }

    [Fact]
    public void TryEnqueue_TooFewBytesToShed_RefusesAndShedsNobody()
    {
        var queue = new TicketQueue<string>(new QueueLimits { MaxBytes = 100 });
        Enqueue(queue, Entry("critical", 0, 0, 900, bytes: 60), 0);
        Enqueue(queue, Entry("batch", 2, 0, 900, bytes: 40), 0);
        var status = Enqueue(queue, Entry("large", 0, 1, 900, bytes: 50), 1);
        Assert.Equal(EnqueueStatus.FullByBytes, status);
        Assert.Empty(_shed);
        Assert.Equal(2, queue.Count);
        Assert.Equal(EnqueueStatus.TooLarge, Enqueue(queue, Entry("huge", 0, 1, 900, bytes: 101), 1));
    }

    [Fact]
    public void TryEnqueue_FullOfEntriesPastTheirDeadline_ThoseGoFirst()
    {
        var queue = new TicketQueue<string>(new QueueLimits { MaxCount = 1 });
        Enqueue(queue, Entry("past", 0, 0, 10), 0);
        var status = Enqueue(queue, Entry("new", 2, 10, 900), 10);
        Assert.Equal(EnqueueStatus.Accepted, status);
        Assert.Equal(["past"], _shed.Select(entry => entry.Ticket));
    }

    [Fact]
    public void TryRemove_InFullQueue_FreesItsPlaceAtOnce()
    {
        var queue = new TicketQueue<string>(new QueueLimits { MaxCount = 1 });
        queue.TryEnqueue(Entry("a", 1, 0, 100), Clock.At(0), _shed, out var handle);
        Assert.True(queue.TryRemove(handle, out _));
        Assert.False(queue.TryRemove(handle, out _));
        Assert.Equal(EnqueueStatus.Accepted, Enqueue(queue, Entry("b", 2, 0, 100), 0));
        Assert.False(queue.Contains(handle));
    }

    [Fact]
    public void TryEnqueue_RetriedEntry_KeepsItsPlaceBeforeThoseThatCameLater()
    {
        var queue = new TicketQueue<string>(new QueueLimits());
        Enqueue(queue, Entry("first", 1, 0, 500), 0);
        Enqueue(queue, Entry("later", 1, 1, 500), 1);
        queue.TryDequeue(Clock.At(2), out var taken);
        Enqueue(queue, taken, 3);
        Assert.Equal(["first", "later"], Drain(queue, Clock.At(3)));
    }

    [Theory]
    [InlineData(5, EnqueueStatus.DeadlinePassed)]
    [InlineData(6, EnqueueStatus.Accepted)]
    public void TryEnqueue_OneWaiting_AnswersWithTheReason(double deadline, EnqueueStatus expected)
    {
        var queue = new TicketQueue<string>(new QueueLimits());
        Enqueue(queue, Entry("a", 0, 0, 500), 0);
        Assert.Equal(expected, Enqueue(queue, Entry("b", 1, 5, deadline), 5));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void TryEnqueue_NoSuchRank_Throws(int rank) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Enqueue(new TicketQueue<string>(new QueueLimits()), Entry("a", rank, 0, 10), 0));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TryEnqueue_CostThatIsNone_Throws(double cost) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Enqueue(new TicketQueue<string>(new QueueLimits()), Entry("a", 0, 0, 10) with { Cost = cost }, 0));

    [Fact]
    public void TryEnqueue_FullOfOneTenant_TheOtherDisplacesWhatTheFirstHasBeyondItsShare()
    {
        var queue = new TicketQueue<string>(new QueueLimits { MaxCount = 4 });
        foreach (var at in Enumerable.Range(0, 4))
        {
            Enqueue(queue, Entry($"flood-{at}", 1, 0, 100 + at), 0);
        }

        Assert.Equal("flood-3", ShedBy(queue, Entry("other-1", 1, 1, 900) with { Tenant = "b" }, 1));
        Assert.Equal("flood-2", ShedBy(queue, Entry("other-2", 1, 1, 900) with { Tenant = "b" }, 1));
        Assert.Equal(EnqueueStatus.FullByCount, Enqueue(queue, Entry("other-3", 1, 1, 900) with { Tenant = "b" }, 1));
        Assert.Equal(EnqueueStatus.FullByCount, Enqueue(queue, Entry("flood-4", 1, 1, 50), 1));
    }

    [Fact]
    public void CostAhead_OfATenantWithoutBacklog_IsNotTheFloodOfAnother()
    {
        var queue = new TicketQueue<string>(new QueueLimits());
        Enqueue(queue, Entry("critical", 0, 0, 900) with { Cost = 5 }, 0);
        for (var at = 0; at < 50; at++)
        {
            Enqueue(queue, Entry($"flood-{at}", 1, 0, 900), 0);
        }

        Assert.Equal(55, queue.CostAhead(1, "default", Clock.At(1)));
        Assert.Equal(5, queue.CostAhead(1, "b", Clock.At(1)));
        Enqueue(queue, Entry("one", 1, 0, 900) with { Tenant = "b", Cost = 3 }, 1);
        Assert.Equal(5 + 6, queue.CostAhead(1, "b", Clock.At(1)));
        Assert.Equal(5, queue.CostAhead(0, "default", Clock.At(1)));
    }

    [Fact]
    public void EnqueueAndDequeue_InSteadyState_AllocateNothing()
    {
        var queue = new TicketQueue<string>(new QueueLimits { AgeingBound = Clock.Ms(1_000) });
        for (var at = 0; at < 1_000; at++)
        {
            Enqueue(queue, Entry("ticket", at % 3, 0, 1e9 - (at * 7919 % 2_000)) with { Tenant = $"tenant-{at % 20}" }, 0);
        }

        // Each stays about two ageing bounds, so that entries rise as well.
        Turn(queue, 0, 20_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Turn(queue, 20_000, 20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Turn(TicketQueue<string> queue, int from, int turns)
    {
        for (var turn = from; turn < from + turns; turn++)
        {
            var now = Clock.At(turn * 2);
            queue.TryDequeue(now, out var taken);
            queue.TryEnqueue(taken with { Arrival = now }, now, _shed, out _);
        }
    }

    private string ShedBy(TicketQueue<string> queue, QueueEntry<string> entry, double now)
    {
        _shed.Clear();
        Assert.Equal(EnqueueStatus.Accepted, Enqueue(queue, entry, now));
        return Assert.Single(_shed).Ticket;
    }

    private EnqueueStatus Enqueue(TicketQueue<string> queue, QueueEntry<string> entry, double now) =>
        queue.TryEnqueue(entry, Clock.At(now), _shed, out _);

    private static QueueEntry<string> Entry(string name, int rank, double arrival, double deadline, long bytes = 1) =>
        new(name, "default", rank, Clock.At(arrival), Clock.At(deadline), bytes);

    private static List<string> Drain(TicketQueue<string> queue, DateTimeOffset now)
    {
        List<string> names = [];
        while (queue.TryDequeue(now, out var entry))
        {
            names.Add(entry.Ticket);
        }

        return names;
    }
}
