using Krewe.Grains.Fleet;
using Krewe.Grains.Fleet.Regions;
using Krewe.Grains.Tests.Support;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Fleet.Regions;

/// <summary>Which share of a model's requests goes home while it returns.</summary>
public sealed class RegionRampTests
{
    [Theory]
    [InlineData(2, 2, 0, 0)] // both serve elsewhere: little by little
    [InlineData(2, 2, 15, 500)]
    [InlineData(1, 2, 25, 500)] // no more than is ready at home
    [InlineData(2, 1, 0, 500)] // one lacks elsewhere: what it would do goes home
    [InlineData(2, 0, 0, 1_000)] // nobody serves elsewhere: there requests would only wait
    [InlineData(1, 0, 0, 1_000)]
    [InlineData(0, 0, 0, 0)]
    public void Share_Returning_IsWhatHomeCanTakeAndElsewhereNeedNot(int ready, int elsewhere, int seconds, int share)
    {
        var now = Samples.Start.AddMinutes(5);
        var model = new SpreadModel
        {
            Spec = Samples.Spec(2) with { Regions = new RegionsSpec { Allow = ["us"] } }, Wanted = 2, AwaySince = Samples.Start, ReturningSince = now.AddSeconds(-seconds),
        };
        Assert.Equal(share, RegionRamp.Share(model, new RampView(Lost: false, new HomeView(2, 2, ready, false), elsewhere, 0, now), standby: 0));
    }
}
