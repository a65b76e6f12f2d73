using Krewe.Scheduling.Queueing.Replicas;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Replicas;

public class AffinityGainTests
{
    [Fact]
    public void Saving_TooLittleIsKnown_NullAndAFirstGuess()
    {
        var gain = new AffinityGain();
        for (var at = 0; at < 50; at++)
        {
            gain.Record(true, Clock.Ms(10), Clock.Ms(10));
        }

        Assert.Null(gain.Saving);
        Assert.Equal(Clock.Ms(70), gain.TimeOf(Clock.Ms(100), true));
        Assert.Equal(Clock.Ms(100), gain.TimeOf(Clock.Ms(100), false));
    }

    [Theory]
    [InlineData(20, 100, 0.8)]
    [InlineData(100, 100, 0)]
    [InlineData(150, 100, 0)] // what is slower where it was saves nothing
    public void Saving_Learned_TellsWarmFromCold(double warm, double cold, double expected)
    {
        // Two classes of device, of which one takes ten times as long: that is no cache.
        var gain = Learn(warm, cold, [1, 10]);
        Assert.Equal(expected, gain.Saving!.Value, 3);
        Assert.Equal(expected == 0 ? 100 : warm, gain.TimeOf(Clock.Ms(100), true).TotalMilliseconds, 1);
    }

    [Fact]
    public void Saving_TheModelChanges_Follows()
    {
        var gain = Learn(20, 100, [1]);
        for (var at = 0; at < 2_000; at++)
        {
            gain.Record(at % 2 == 0, Clock.Ms(100), Clock.Ms(100));
        }

        Assert.InRange(gain.Saving!.Value, 0, 0.01);
    }

    [Fact]
    public void Homes_MoreKeysThanAreKept_TheOnesUsedLongestAgoGo()
    {
        var homes = new AffinityHomes(3);
        foreach (var key in new[] { "a", "b", "c", "a", "d" })
        {
            homes.Note(key, key == "d" ? "r1" : "r0");
        }

        Assert.Equal((3, "r0", null, "r1"), (homes.Count, homes.Find("a"), homes.Find("b"), homes.Find("d")));
        homes.Forget("r0");
        Assert.Equal((1, null, "r1"), (homes.Count, homes.Find("a"), homes.Find("d")));
        homes.Note("d", "r2");
        Assert.Equal("r2", homes.Find("d"));
    }

    private static AffinityGain Learn(double warm, double cold, double[] devices)
    {
        var gain = new AffinityGain();
        for (var at = 0; at < 40; at++)
        {
            foreach (var device in devices)
            {
                gain.Record(true, Clock.Ms(warm * device), Clock.Ms(100 * device));
                gain.Record(false, Clock.Ms(cold * device), Clock.Ms(100 * device));
            }
        }

        return gain;
    }
}
