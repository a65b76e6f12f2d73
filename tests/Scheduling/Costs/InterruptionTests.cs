using Krewe.Scheduling.Costs.Interruptions;

namespace Krewe.Scheduling.Tests.Costs;

/// <summary>What is learned of machines that are taken back.</summary>
public sealed class InterruptionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(0, 0, 0.1)]
    [InlineData(24, 0, 0.05)]
    [InlineData(976, 97, 0.0994)]
    public void PerHour_Seen_CorrectsWhatWasSaid(double hours, int interruptions, double expected) =>
        Assert.Equal(expected, new InterruptionRate(hours, interruptions).PerHour(0.1), 4);

    [Fact]
    public void After_AgainSoon_IsTwiceAsLongUpToSixteenTimes()
    {
        var pause = GroupPause.After(null, Start, First);
        Assert.Equal(First, pause.Length);
        Assert.True(pause.Holds(Start + First - TimeSpan.FromTicks(1)));
        Assert.False(pause.Holds(Start + First));
        for (var i = 1; i <= 6; i++)
        {
            pause = GroupPause.After(pause, pause.Until, First);
            Assert.Equal(Math.Min(16, 1 << i) * First, pause.Length);
        }
    }

    [Fact]
    public void After_SeveralAtOnce_CountOnce()
    {
        var pause = GroupPause.After(null, Start, First);
        Assert.Equal(pause, GroupPause.After(pause, Start + TimeSpan.FromSeconds(20), First));
    }

    [Fact]
    public void After_LongAlone_BeginsAnew() =>
        Assert.Equal(First, GroupPause.After(new GroupPause(Start, 8 * First), Start + (8 * First), First).Length);
}
