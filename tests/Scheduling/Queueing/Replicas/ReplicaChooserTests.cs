using Krewe.Scheduling.Queueing.Replicas;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Replicas;

public class ReplicaChooserTests
{
    [Fact]
    public void ChooseFree_DifferentSpeeds_TakesTheFastest() =>
        Assert.Equal("b", Free(Replica("a", service: 90), Replica("b", service: 40), Replica("c", service: 60)));

    [Fact]
    public void ChooseFree_BusyOrDrainingReplicas_ArePassedOver() =>
        Assert.Equal("c", Free(Replica("a", service: 10, inFlight: 1), Replica("b", service: 10) with { Draining = true }, Replica("c", service: 500)));

    [Fact]
    public void ChooseFree_NothingFree_IsNull() => Assert.Null(Free(Replica("a", inFlight: 1), Replica("b", slots: 0)));

    [Fact]
    public void ChooseFree_SameFinish_TakesTheLeastLoadedThenTheFirstById()
    {
        Assert.Equal("b", Free(Replica("a", slots: 2, inFlight: 1), Replica("b", slots: 4, inFlight: 1)));
        Assert.Equal("a", Free(Replica("c"), Replica("a"), Replica("b")));
    }

    [Fact]
    public void ChooseFree_UnknownServiceTime_CountsAsTheMeanOfTheOthers()
    {
        var choice = ReplicaChooser.ChooseFree([Replica("busy", service: 100, inFlight: 1), Replica("draining", service: 60) with { Draining = true }, Replica("new") with { ServiceTime = null }], Clock.At(0));
        Assert.Equal(Clock.At(80), choice!.Finish);
        Assert.Equal("fast", Free(Replica("fast", service: 10), Replica("new") with { ServiceTime = null }, Replica("slow", service: 100)));
    }

    [Fact]
    public void ChooseAny_FastButBusy_WinsWhenItStillFinishesFirst()
    {
        var fast = Replica("fast", service: 10, inFlight: 1) with { ExpectedFinishes = [Clock.At(30)] };
        var choice = ReplicaChooser.ChooseAny([Replica("slow", service: 100), fast], Clock.At(0));
        Assert.Equal(new ReplicaChoice("fast", 7, Clock.At(30), Clock.At(40)), choice);
    }

    [Theory]
    [InlineData(2, new double[] { 50, 20 }, 20)]
    [InlineData(3, new double[] { 50, 20, 70 }, 50)]
    [InlineData(2, new double[] { 50 }, 0)]
    [InlineData(2, new double[] { -50, 90 }, 0)]
    public void ChooseAny_AllSlotsBusy_StartsWhenTheNextSlotFrees(int inFlight, double[] finishes, double start)
    {
        var replica = Replica("a", slots: 2, inFlight: inFlight) with { ExpectedFinishes = [.. finishes.Select(Clock.At)] };
        Assert.Equal(Clock.At(start), ReplicaChooser.ChooseAny([replica], Clock.At(0))!.Start);
    }

    [Theory]
    [InlineData(30, 1_000, "fast", 30)] // done at 40 where the free one would take until 100
    [InlineData(70, 1_000, "slow", 0)] // 80 for 100: within what predictions are off by
    [InlineData(70, 90, "fast", 70)] // the free one would be too late
    [InlineData(85, 90, "slow", 0)] // both would be
    [InlineData(-5, 1_000, "slow", 0)] // overdue: nobody knows when it ends
    public void ChooseOrWait_FastReplicaIsBusy_WaitedForWhenItPays(double ends, double deadline, string expected, double start)
    {
        var fast = Replica("fast", service: 10, inFlight: 1) with { ExpectedFinishes = [Clock.At(ends)] };
        var choice = ReplicaChooser.ChooseOrWait([Replica("slow", service: 100), fast], Clock.At(deadline), Clock.At(0))!;
        Assert.Equal((expected, Clock.At(start)), (choice.Id, choice.Start));
    }

    [Fact]
    public void ChooseOrWait_TheSoonerOneIsNotSureToBeInTime_TakesTheOneThatIs() =>
        Assert.Equal("steady", ReplicaChooser.ChooseOrWait(
            [Replica("shaky", service: 40) with { CautiousTime = Clock.Ms(200) }, Replica("steady", service: 60) with { CautiousTime = Clock.Ms(70) }], Clock.At(100), Clock.At(0))!.Id);

    [Fact]
    public void ChooseOrWait_NothingFree_IsNull() => Assert.Null(ReplicaChooser.ChooseOrWait([Replica("a", inFlight: 1)], Clock.At(1_000), Clock.At(0)));

    [Theory]
    [InlineData(50, 50, "near")]
    [InlineData(50, 40, "near")]
    [InlineData(50, 30, "far")]
    public void ChooseFree_OneInAnotherZone_OnlyWhenItIsSoonerByAQuarter(double near, double far, string expected) =>
        Assert.Equal(expected, Free(Replica("near", service: near), Replica("far", service: far) with { Transfer = ZonePolicy.CostOf("a", "b", Clock.Ms(far)) }));

    [Theory]
    [InlineData("a", "a", 0)]
    [InlineData(null, "a", 0)]
    [InlineData("a", null, 0)]
    [InlineData("a", "b", 11)]
    public void CostOf_Zones_OnlyBetweenTwo(string? from, string? to, double milliseconds) =>
        Assert.Equal(Clock.Ms(milliseconds), ZonePolicy.CostOf(from, to, Clock.Ms(40)));

    private static string? Free(params ReplicaCandidate[] replicas) => ReplicaChooser.ChooseFree(replicas, Clock.At(0))?.Id;

    private static ReplicaCandidate Replica(string id, double service = 50, int slots = 1, int inFlight = 0) =>
        new() { Id = id, Epoch = 7, Slots = slots, InFlight = inFlight, ServiceTime = Clock.Ms(service) };
}
