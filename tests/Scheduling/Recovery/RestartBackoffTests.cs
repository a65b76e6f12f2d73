using Krewe.Scheduling.Recovery;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Recovery;

public class RestartBackoffTests
{
    private static readonly RestartLimits NoJitter = new() { JitterRatio = 0 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 250)]
    [InlineData(2, 500)]
    [InlineData(3, 1_000)]
    [InlineData(4, 2_000)]
    [InlineData(7, 16_000)]
    [InlineData(8, 30_000)]
    [InlineData(9, 30_000)]
    [InlineData(int.MaxValue, 30_000)]
    public void AfterCrash_CrashesInARow_DelaysGrowToTheCap(int before, double delay)
    {
        var decision = RestartBackoff.AfterCrash(new RestartState(before), Clock.Ms(1), NoJitter, new Random(1));
        Assert.Equal(Clock.Ms(delay), decision.Delay);
        Assert.Equal(before == int.MaxValue ? before : before + 1, decision.State.ConsecutiveCrashes);
    }

    [Theory]
    [InlineData(59_999, 2_000, 5)]
    [InlineData(60_000, 0, 1)]
    public void AfterCrash_FourCrashesBefore_ResetsOnlyAfterTheHealthyTime(double uptime, double delay, int crashes)
    {
        var decision = RestartBackoff.AfterCrash(new RestartState(4), Clock.Ms(uptime), NoJitter, new Random(1));
        Assert.Equal(new RestartDecision(Clock.Ms(delay), new RestartState(crashes)), decision);
    }

    [Fact]
    public void AfterCrash_WithJitter_TakesOffAtMostItsShareAndRepeatsBySeed()
    {
        var limits = new RestartLimits { JitterRatio = 0.2 };
        TimeSpan Delay(int seed) => RestartBackoff.AfterCrash(new RestartState(3), TimeSpan.Zero, limits, new Random(seed)).Delay;
        var delays = Enumerable.Range(0, 200).Select(Delay).ToList();
        Assert.All(delays, delay => Assert.InRange(delay, Clock.Ms(800), Clock.Ms(1_000)));
        Assert.True(delays.Distinct().Count() > 100);
        Assert.Equal(delays, Enumerable.Range(0, 200).Select(Delay));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void AfterCrash_JitterOutsideItsRange_Throws(double ratio) => Assert.Throws<ArgumentOutOfRangeException>(
        () => RestartBackoff.AfterCrash(RestartState.Initial, TimeSpan.Zero, new RestartLimits { JitterRatio = ratio }, new Random(1)));
}
