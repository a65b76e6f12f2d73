using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Silo.Front.Regions;

namespace Krewe.Silo.Tests.Front.Regions;

public sealed class RegionReasonTests
{
    private static readonly ModelKey Eu = new("t", "m", "eu"), Us = Eu with { Region = "us" };

    [Theory]
    [InlineData(true, 0, false, RegionMoveReason.Asked, "lost")]
    [InlineData(false, 0, false, RegionMoveReason.Asked, "asked")]
    [InlineData(false, 400, false, RegionMoveReason.Maintenance, "maintenance")]
    [InlineData(false, 0, true, RegionMoveReason.Latency, "latency")]
    [InlineData(false, 0, false, RegionMoveReason.Price, "price")]
    [InlineData(false, 1_000, true, RegionMoveReason.Price, "near")]
    [InlineData(false, 400, false, null, "returning")]
    public void Of_SaysWhy(bool lost, int share, bool standby, RegionMoveReason? reason, string expected) =>
        Assert.Equal(expected, RegionReason.Of(new ModelRoute { Home = Eu, HomeThousandths = share, Standby = standby, Reason = reason }, Us, lost));

    [Fact]
    public void Routes_CountWhatCame_AndForgetItWhenItIsTold()
    {
        var routes = new RegionRoutes();
        routes.Count(Eu);
        routes.Count(Eu);
        Assert.Equal([new RegionRequests(Eu, 2)], routes.TakeCounts().ToArray());
        Assert.Empty(routes.TakeCounts());
    }
}
