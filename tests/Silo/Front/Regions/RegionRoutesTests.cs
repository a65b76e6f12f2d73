using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Naming;
using Krewe.Silo.Front.Regions;

namespace Krewe.Silo.Tests.Front.Regions;

public sealed class RegionRoutesTests
{
    private static readonly ModelKey Eu = new("t", "m", "eu"), Us = Eu with { Region = "us" }, Ap = Eu with { Region = "ap" };
    private readonly RegionRoutes _routes = new();

    [Theory]
    [InlineData("eu", 1_000, 999, false, "eu us ap")]
    [InlineData("us", 1_000, 0, false, "eu us ap")] // home first, wherever it was asked
    [InlineData("ap", 1_000, 0, false, "eu ap us")] // then the nearest
    [InlineData("ap", 1_000, 0, true, "ap eu us")] // unless replicas are kept here
    [InlineData("eu", 300, 299, false, "eu us ap")]
    [InlineData("eu", 300, 300, false, "us ap eu")] // not all of them have returned
    [InlineData("eu", 0, 0, true, "us ap eu")]
    public void Order_ByShareAndRegion(string here, int share, int draw, bool standby, string expected)
    {
        Take(share, standby);
        Assert.Equal(expected, string.Join(' ', _routes.Order(_routes.Of(Eu)!, here, draw, _ => true).Select(key => key.Region)));
    }

    [Fact]
    public void Order_HomeIsLost_OnlyTheOthersAndThoseThatServeFirst()
    {
        Take(0, standby: false, "eu");
        Assert.Equal([Ap, Us], _routes.Order(_routes.Of(Eu)!, "us", 0, key => key == Ap).ToArray());
        Take(0, standby: false, "eu", "us");
        Assert.Equal([Ap], _routes.Order(_routes.Of(Eu)!, "us", 0, _ => true).ToArray());
    }

    [Fact]
    public void Order_MeasuredRoundTrips_NearestFirst()
    {
        Take(0, standby: false);
        _routes.Take([new RegionLatency("eu", "us", 80), new RegionLatency("eu", "ap", 20)]);
        Assert.Equal([Ap, Us, Eu], _routes.Order(_routes.Of(Eu)!, "eu", 0, _ => true).ToArray());
    }

    [Fact]
    public void Of_CopyIsItsModel_AndWhatIsDeclaredThereIsNot()
    {
        _routes.Take(new FleetRoutes { Routes = [new ModelRoute { Home = Eu, Elsewhere = [Us, Ap], Copies = [Us] }] });
        Assert.Equal(Eu, _routes.Of(Us)!.Home);
        Assert.Null(_routes.Of(Ap));

        // One that has just ended is its model's still, until somebody declares it there.
        _routes.Take(new FleetRoutes { Routes = [new ModelRoute { Home = Eu, Elsewhere = [Ap] }] });
        Assert.Equal(Eu, _routes.Of(Us)!.Home);
        _routes.Take(new FleetRoutes { Routes = [new ModelRoute { Home = Eu, Elsewhere = [Us, Ap] }] });
        Assert.Null(_routes.Of(Us));
    }

    [Fact]
    public void Leaving_RegionIsLost_WhoWaitsThereIsCalledAway()
    {
        var leaving = _routes.Leaving("eu");
        Take(1_000, standby: false, "us");
        Assert.False(leaving.IsCancellationRequested);
        Take(0, standby: false, "eu");
        Assert.True(leaving.IsCancellationRequested);
        Assert.True(_routes.Leaving("eu").IsCancellationRequested);
        Take(1_000, standby: false);
        Assert.False(_routes.Leaving("eu").IsCancellationRequested);
    }

    private void Take(int share, bool standby, params ImmutableArray<string> lost) => _routes.Take(new FleetRoutes
    {
        Lost = lost,
        Routes = [new ModelRoute { Home = Eu, Elsewhere = [Us, Ap], Copies = [Us, Ap], HomeThousandths = share, Standby = standby }],
    });
}
