using Krewe.Scheduling.Queueing.Spacing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Spacing;

public sealed class SpacingTests
{
    [Theory]
    [InlineData(10, 50, 3.5)]
    [InlineData(2, 50, 17.5)]
    [InlineData(1, 50, 0)] // a slot that is free has been free for nobody
    [InlineData(10, 0, 0)]
    public void NotBefore_Slots_PartOfTheTimeBetweenTheirEnds(int slots, double typicalMs, double apartMs) => Assert.Equal(
        Clock.At(100) + TimeSpan.FromMilliseconds(apartMs),
        SpacingPolicy.NotBefore(Clock.At(100), TimeSpan.FromMilliseconds(typicalMs), slots));

    [Fact]
    public void LastOther_OneTenantAmongOthers_WhenAnybodyElseWasServed()
    {
        var turns = new TenantTurns();
        Assert.Equal(DateTimeOffset.MinValue, turns.LastOther("a"));
        turns.Served("a", Clock.At(1));
        Assert.Equal(DateTimeOffset.MinValue, turns.LastOther("a"));
        turns.Served("b", Clock.At(2));
        turns.Served("a", Clock.At(3));
        turns.Served("a", Clock.At(4));

        Assert.Equal(Clock.At(2), turns.LastOther("a"));
        Assert.Equal(Clock.At(4), turns.LastOther("b"));
        Assert.Equal(Clock.At(4), turns.LastOther("c"));
    }
}
