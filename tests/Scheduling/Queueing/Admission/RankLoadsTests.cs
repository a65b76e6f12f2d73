using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Admission;

public class RankLoadsTests
{
    [Theory]
    [InlineData(10, 0.5)] // 10 ms of a slot each 10 ms: one of two slots
    [InlineData(4, 0.8)]
    [InlineData(40, RankLoads.LeastShare)]
    public void ShareLeft_SteadyLoadAbove_IsTheRest(double workMs, double left)
    {
        var loads = new RankLoads(3, Clock.Ms(1_000));
        for (var ms = 0; ms <= 10_000; ms += 10)
        {
            loads.Record(0, Clock.Ms(workMs), Clock.At(ms));
        }

        Assert.Equal(1, loads.ShareLeft(0, 2, Clock.At(10_000)));
        Assert.InRange(loads.ShareLeft(1, 2, Clock.At(10_000)), left - 0.01, left + 0.01);
        Assert.Equal(loads.ShareLeft(1, 2, Clock.At(10_000)), loads.ShareLeft(2, 2, Clock.At(10_000)));
        Assert.InRange(loads.ShareLeft(1, 2, Clock.At(30_000)), 0.999, 1);
    }

    [Fact]
    public void ShareLeft_LoadBeganShortlyAgo_IsKnownAlready()
    {
        var loads = new RankLoads(3, Clock.Ms(2_000));
        for (var ms = 0; ms <= 200; ms += 10)
        {
            loads.Record(0, Clock.Ms(10), Clock.At(ms));
        }

        Assert.InRange(loads.ShareLeft(2, 2, Clock.At(200)), 0.4, 0.55);
    }
}
