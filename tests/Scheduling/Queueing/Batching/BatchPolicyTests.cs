using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Queueing.Batching;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Batching;

public class BatchPolicyTests
{
    private static readonly BatchLimits Limits = new() { MaxSize = 8, MaxDelay = Clock.Ms(5) };

    [Fact]
    public void Decide_ManyWait_TheMostThatKeepTheEarliestDeadline()
    {
        // A batch takes 10 ms and 2 more for each request.
        var deadlines = Enumerable.Repeat(Clock.At(20.5), 8).ToArray();
        Assert.Equal(5, BatchPolicy.Decide(At(0, 8), deadlines, Limits, Times(10, 2), null, Clock.At(0)).Size);
        deadlines[3] = Clock.At(17.5);
        Assert.Equal(3, BatchPolicy.Decide(At(0, 8), deadlines, Limits, Times(10, 2), null, Clock.At(0)).Size);
    }

    [Fact]
    public void Decide_DeadlineIsMissedAnyhow_OneAlone() =>
        Assert.Equal(1, BatchPolicy.Decide(At(0, 3), [Clock.At(1), Clock.At(900), Clock.At(900)], Limits, Times(10, 2), null, Clock.At(0)).Size);

    [Fact]
    public void Decide_PreferredSizes_TheLargestThatFits()
    {
        var limits = Limits with { PreferredSizes = [4, 8] };
        var late = Enumerable.Repeat(Clock.At(900), 7).ToArray();
        Assert.Equal(4, BatchPolicy.Decide(At(0, 7), late, limits, Times(10, 2), null, Clock.At(0)).Size);
        Assert.Equal(3, BatchPolicy.Decide(At(0, 3), late[..3], limits, Times(10, 2), null, Clock.At(0)).Size);
    }

    [Theory]
    [InlineData(1.0, true)] // the next comes soon
    [InlineData(30.0, false)] // nobody comes within the delay
    [InlineData(null, false)] // idle: nothing is known
    public void Decide_OneWaits_WaitsOnlyWhereAnotherIsExpected(double? gap, bool waits)
    {
        var decision = BatchPolicy.Decide(At(0, 1), [Clock.At(900)], Limits, Times(10, 2), gap is { } ms ? Clock.Ms(ms) : null, Clock.At(0));
        Assert.Equal(waits ? new BatchDecision(0, Clock.At(5)) : new BatchDecision(1, null), decision);
    }

    [Fact]
    public void Decide_BatchesSaveNothing_NobodyWaits() =>
        Assert.Equal(1, BatchPolicy.Decide(At(0, 1), [Clock.At(900)], Limits, Times(0, 10), Clock.Ms(1), Clock.At(0)).Size);

    [Fact]
    public void Decide_RandomQueues_NeverMakesOneLateThatCouldBeInTime_NorWaitsBeyondTheDelay() => Seeded.ForAll(
        41,
        from count in Gen.Choose(1, 20)
        from budgets in Gen.Choose(5, 80).ArrayOf(20, 20)
        from once in Gen.Choose(1, 30)
        from each in Gen.Choose(0, 6)
        from gap in Gen.Choose(0, 10)
        select (count, budgets, once, each, gap),
        one =>
        {
            var times = Times(one.once, one.each);
            var deadlines = one.budgets.Take(one.count).Select(ms => Clock.At(ms)).ToArray();
            var decision = BatchPolicy.Decide(At(0, one.count), deadlines, Limits, times, Clock.Ms(one.gap), Clock.At(0));
            Assert.InRange(decision.Size, 0, Math.Min(8, one.count));
            if (decision.WaitUntil is { } until)
            {
                Assert.Equal(0, decision.Size);
                Assert.InRange(until, Clock.At(0), Clock.At(5));
                Assert.True(until + times.Of(one.count + 1)!.Value <= deadlines.Min());
            }
            else if (decision.Size > 1)
            {
                Assert.True(Clock.At(0) + times.Of(decision.Size)!.Value <= deadlines.Take(decision.Size).Min());
            }
        });

    [Fact]
    public void Of_SizesThatWereSeen_IsTheLine()
    {
        var times = Times(10, 2);
        Assert.InRange(times.Of(6)!.Value.TotalMilliseconds, 21.9, 22.1);
        var single = new BatchTimes();
        single.Record(1, Clock.Ms(10));
        Assert.Equal(Clock.Ms(10), single.Of(8));
        Assert.Null(new BatchTimes().Of(1));
    }

    [Fact]
    public void CautiousOf_TimesThatVary_LeavesRoomForThem()
    {
        var times = new BatchTimes();
        var random = new Random(5);
        for (var at = 0; at < 5_000; at++)
        {
            times.Record(4, Clock.Ms(100 + (random.NextDouble() * 40) - 20));
        }

        Assert.InRange(times.CautiousOf(4)!.Value.TotalMilliseconds, 112, 128);
    }

    private static BatchTimes Times(double once, double each)
    {
        var times = new BatchTimes();
        for (var at = 0; at < 8_000; at++)
        {
            // So often that what it was off by at the beginning is forgotten.
            times.Record(1 << (at % 4), Clock.Ms(once + (each * (1 << (at % 4)))));
        }

        return times;
    }

    private static DateTimeOffset[] At(double milliseconds, int count) => [.. Enumerable.Repeat(Clock.At(milliseconds), count)];
}
