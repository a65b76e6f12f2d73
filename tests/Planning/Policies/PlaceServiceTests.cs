using Krewe.Planning.Fleets;
using Krewe.Planning.Policies;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Tests.Policies;

/// <summary>What is planned with where a model's replicas are not equally fast.</summary>
public class PlaceServiceTests
{
    private static readonly ServiceModel Plain = new() { Service = TimeDistribution.Lognormal(0.3, 0, 0.2), ObjectiveSeconds = 1 };

    [Fact]
    public void Of_NoSpeeds_IsWhatTheRulesSay() => Assert.Same(Plain, new PlaceService(Plain).Of([]));

    [Theory]
    [InlineData(2, 4, 1, 4, 1.5)]
    [InlineData(3, 1, 1, 3, 1.5)]
    [InlineData(0.5, 2, 0.25, 2, 0.375)]
    public void Of_TwoSpeeds_RateIsThatOfTheirMean(double fast, int ofFast, double slow, int ofSlow, double mean)
    {
        var mixed = new PlaceService(Plain).Of([new PlaceSpeed(fast, ofFast), new PlaceSpeed(slow, ofSlow)]);
        Assert.Equal(mean, mixed.RatePerReplica / Plain.RatePerReplica, 0.005);

        // Executions are as long as on the slow ones and as short as on the fast ones, each as often as there are such.
        var share = ofFast * fast / ((ofFast * fast) + (ofSlow * slow));
        Assert.All([0.05, 0.1, 0.2, 0.3, 0.5, 1], seconds => Assert.Equal(
            (share * Plain.Service.ShareAbove(seconds * fast)) + ((1 - share) * Plain.Service.ShareAbove(seconds * slow)), mixed.Service.ShareAbove(seconds), 0.005));
    }

    [Fact]
    public void Of_ShareMovesALittle_ChainsMayBeUsedAgain()
    {
        var service = new PlaceService(Plain);
        var before = service.Of([new PlaceSpeed(2, 10), new PlaceSpeed(1, 10)]);
        Assert.Same(before, service.Of([new PlaceSpeed(2, 10), new PlaceSpeed(1, 11)]));
        Assert.NotSame(before, service.Of([new PlaceSpeed(2, 10), new PlaceSpeed(1, 15)]));
        Assert.NotSame(before, service.Of([new PlaceSpeed(2, 10)]));
        Assert.Same(before, service.Of([new PlaceSpeed(2, 10), new PlaceSpeed(1, 10)]));
    }
}
