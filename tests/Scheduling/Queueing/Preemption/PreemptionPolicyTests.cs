using Krewe.Scheduling.Queueing.Preemption;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Preemption;

public class PreemptionPolicyTests
{
    [Fact]
    public void Choose_DeadlineHoldsWithout_Nobody() => Assert.Null(Choose([Batch(1, 0, 50), Batch(2, 10, 90)], 0, 100));

    [Fact]
    public void Choose_WouldMiss_TheOneBegunLast() => Assert.Equal(2, Choose([Batch(1, 0, 500), Batch(2, 10, 900)], 0, 100));

    [Fact]
    public void Choose_CannotBeKeptEvenSo_Nobody() => Assert.Null(Choose([Batch(1, 0, 500)], 0, 25));

    [Fact]
    public void Choose_OnlyHigherClassesRun_Nobody() => Assert.Null(Choose([Batch(1, 0, 500) with { Rank = 1 }, Batch(2, 0, 500) with { Cancellable = false }], 0, 100));

    [Fact]
    public void Choose_SlotsThatComeFreeAreForThoseAhead_AnotherIsPreempted()
    {
        RunningWork[] running = [Batch(1, 0, 50), Batch(2, 10, 900)];
        Assert.Null(Choose(running, 0, 100));
        Assert.Equal(2, Choose(running, 1, 100));
    }

    [Fact]
    public void Choose_OverdueExecution_IsNotTakenToEndNow() => Assert.Equal(1, PreemptionPolicy.Choose([Batch(1, 0, 10)], 2, 0, Clock.Ms(10), Clock.At(310), Clock.At(200)));

    [Fact]
    public void Choose_OneIsBeingCancelledAlready_NotASecondForTheSame()
    {
        RunningWork[] running = [Batch(1, 0, 500), Batch(2, 10, 900) with { Cancellable = false, ExpectedEnd = DateTimeOffset.MinValue }];
        Assert.Null(Choose(running, 0, 100));
        Assert.Equal(1, Choose(running, 1, 100));
    }

    private static long? Choose(RunningWork[] running, int ahead, double deadline) =>
        PreemptionPolicy.Choose(running, 2, ahead, Clock.Ms(10), Clock.At(deadline), Clock.At(20));

    private static RunningWork Batch(long id, double started, double end) => new(id, 2, Clock.At(started), Clock.At(end), Clock.At(10_000), true);
}
