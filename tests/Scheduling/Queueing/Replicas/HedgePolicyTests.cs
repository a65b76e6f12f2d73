using Krewe.Scheduling.Queueing.Replicas;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Replicas;

public class HedgePolicyTests
{
    [Theory]
    [InlineData(100, 20, 120, 100.0)]
    [InlineData(100, 20, 119, null)] // the second could not end in time
    public void DelayOf_TailAndBudget_WaitsForTheTail(double tail, double typical, double budget, double? expected) => Assert.Equal(
        expected is { } ms ? Clock.Ms(ms) : null, HedgePolicy.DelayOf(Clock.Ms(tail), Clock.Ms(typical), Clock.Ms(budget)));

    [Fact]
    public void DelayOf_NothingKnown_Never() => Assert.Null(HedgePolicy.DelayOf(null, null, Clock.Ms(1_000)));

    [Theory]
    [InlineData(0, 100, 1, 0, true)]
    [InlineData(4, 100, 1, 0, true)]
    [InlineData(5, 100, 1, 0, false)] // the share is used
    [InlineData(0, 100, 0, 0, false)] // nowhere to go
    [InlineData(0, 100, 1, 1, false)] // who waits comes first
    public void MayHedge_ShareSlotsAndQueue_Decide(double hedged, double executed, int free, int waiting, bool expected) =>
        Assert.Equal(expected, HedgePolicy.MayHedge(hedged, executed, 0.05, free, waiting));
}
