using FsCheck.Fluent;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Admission;

public class AdmissionPolicyTests
{
    // Waiting by rank, slots, remaining times, typical and cautious service time, rank, deadline -> reason, wait, retry (-1: null).
    public static TheoryData<int[], int, double[], double, double, int, double, AdmissionReason, double, double> Cases => new()
    {
        { [0, 0, 0], 1, [], 100, 120, 0, 120, AdmissionReason.DeadlineHolds, 0, -1 },
        { [0, 0, 0], 1, [], 100, 120, 0, 119, AdmissionReason.Probe, 0, -1 },
        { [0, 0, 0], 1, [40], 100, 120, 0, 119, AdmissionReason.ServiceTooLong, 40, -1 },
        { [0, 0, 0], 1, [40], 100, 120, 0, 160, AdmissionReason.DeadlineHolds, 40, -1 },
        { [2, 5, 9], 1, [40], 100, 120, 0, 160, AdmissionReason.QueueTooLong, 240, 200 },
        { [2, 5, 9], 2, [40, -30], 100, 100, 1, 500, AdmissionReason.DeadlineHolds, 340, -1 },
        { [0, 0, 9], 1, [], 100, 100, 1, 100, AdmissionReason.DeadlineHolds, 0, -1 },
        { [0, 0, 9], 1, [], 100, 100, 2, 1_000, AdmissionReason.DeadlineHolds, 900, -1 },
        { [1, 0, 0], 1, [30], 10, 10, 0, 49.9, AdmissionReason.QueueTooLong, 40, 50 },
        { [0, 0, 0], 1, [30], 10, 10, 0, 0, AdmissionReason.DeadlinePassed, 30, -1 },
        { [0, 0, 0], 1, [30, 80, 50], 10, 10, 0, 90, AdmissionReason.DeadlineHolds, 80, -1 },
        { [0, 0, 9], 3, [40, 50], 100, 120, 1, 120, AdmissionReason.DeadlineHolds, 0, -1 },
        { [0, 1, 9], 3, [40, 50], 100, 120, 1, 160, AdmissionReason.DeadlineHolds, 40, -1 },
        { [0, 0, 0], 1, [-5], -1, -1, 0, 1, AdmissionReason.DeadlineHolds, 0, -1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_Snapshot_AnswersWithWaitAndRetry(
        int[] waiting, int slots, double[] busy, double typical, double cautious, int rank, double deadline, AdmissionReason reason, double wait, double retry)
    {
        var decision = AdmissionPolicy.Decide(Snapshot(waiting, slots, busy, typical, cautious), rank, Clock.At(deadline), Clock.At(0), new AdmissionLimits());
        Assert.Equal(reason, decision.Reason);
        Assert.Equal(reason <= AdmissionReason.Probe, decision.Admitted);
        Assert.Equal(Clock.Ms(wait), decision.PredictedWait);
        Assert.Equal(retry < 0 ? null : Clock.Ms(retry), decision.RetryAfter);
    }

    [Fact]
    public void PredictWait_FreeSlotAndNobodyAhead_BusySlotsDoNotMatter()
    {
        for (var busy = 0; busy < 5; busy++)
        {
            var all = Snapshot([0, 0, 7], 5, [.. Enumerable.Range(0, busy).Select(i => (double)(10 * i))], 100, 120);
            var free = Snapshot([0, 0, 7], 5 - busy, [], 100, 120);
            Assert.Equal(AdmissionPolicy.Decide(free, 1, Clock.At(130), Clock.At(0), new AdmissionLimits()), AdmissionPolicy.Decide(all, 1, Clock.At(130), Clock.At(0), new AdmissionLimits()));
        }
    }

    [Fact]
    public void Decide_NoEstimateOrNoSlot_Admits()
    {
        var known = Snapshot([9, 9, 9], 1, [1_000], 100, 100);
        foreach (var unknown in new[] { known with { ServiceTime = null }, known with { Slots = 0 } })
        {
            var decision = AdmissionPolicy.Decide(unknown, 0, Clock.At(1), Clock.At(0), new AdmissionLimits());
            Assert.Equal(new AdmissionDecision(true, AdmissionReason.NoEstimate, null, null), decision);
        }
    }

    [Fact]
    public void Decide_ProbesSwitchedOff_RefusesWhatCannotMeetItsDeadline()
    {
        var decision = AdmissionPolicy.Decide(
            Snapshot([0], 1, [], 100, 100), 0, Clock.At(50), Clock.At(0), new AdmissionLimits { ProbeWhenIdle = false });
        Assert.Equal(AdmissionReason.ServiceTooLong, decision.Reason);
    }

    [Theory]
    [InlineData(1, 900)]
    [InlineData(0.5, 1_800)]
    [InlineData(0.25, 3_600)]
    public void PredictWait_HigherClassesTakeTheRest_DrainsAtItsShare(double share, double wait) =>
        Assert.Equal(Clock.Ms(wait), AdmissionPolicy.PredictWait(Snapshot([9], 1, [], 100, 100) with { DrainShare = share }, 0));

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void PredictWait_ShareThatIsNone_Throws(double share) => Assert.Throws<ArgumentOutOfRangeException>(
        () => AdmissionPolicy.PredictWait(Snapshot([9], 1, [], 100, 100) with { DrainShare = share }, 0));

    [Fact]
    public void Decide_HugeQueue_NeitherOverflowsNorPassesTheLongestRetry()
    {
        var decision = AdmissionPolicy.Decide(
            Snapshot([int.MaxValue, int.MaxValue], 1, [], 1e12, 100), 1, Clock.At(1_000), Clock.At(0), new AdmissionLimits());
        Assert.Equal(AdmissionReason.QueueTooLong, decision.Reason);
        Assert.Equal(TimeSpan.FromSeconds(60), decision.RetryAfter);
    }

    [Fact]
    public void PredictWait_RandomSnapshots_EqualsServingTheQueueStepByStep()
    {
        var cases =
            from busy in Gen.Choose(-20, 300).ArrayOf(0, 6)
            from idle in Gen.Choose(0, 3)
            from waiting in Gen.Choose(0, 12).ArrayOf(1, 4)
            from service in Gen.Choose(1, 90)
            from rank in Gen.Choose(0, 4)
            where busy.Length + idle > 0
            select (busy, idle, waiting, service, rank);
        Seeded.ForAll(21, cases, c =>
        {
            var free = new PriorityQueue<double, double>();
            foreach (var at in c.busy.Select(ms => Math.Max(0, ms)).Concat(Enumerable.Repeat(0, c.idle)))
            {
                free.Enqueue(at, at);
            }

            foreach (var _ in Enumerable.Range(0, c.waiting.Take(c.rank + 1).Sum()))
            {
                var at = free.Dequeue() + c.service;
                free.Enqueue(at, at);
            }

            var snapshot = Snapshot(c.waiting, c.busy.Length + c.idle, [.. c.busy], c.service, c.service);
            Assert.Equal(Clock.Ms(free.Peek()), AdmissionPolicy.PredictWait(snapshot, c.rank));
        });
    }

    private static AdmissionSnapshot Snapshot(int[] waiting, int slots, double[] busy, double typical, double cautious) => new()
    {
        WaitingByRank = [.. waiting],
        Slots = slots,
        BusyRemaining = [.. busy.Select(Clock.Ms)],
        ServiceTime = new ServiceTimeEstimate(Clock.Ms(typical), Clock.Ms(cautious)),
    };
}
