using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Scaling.Decisions;
using static Krewe.Scheduling.Tests.Costs.CapacitySamples;

namespace Krewe.Scheduling.Tests.Costs;

/// <summary>What is expected is bought when it stays expected.</summary>
public sealed class LaterNeedsTests
{
    private readonly LaterNeeds _later = new();

    [Fact]
    public void Expect_ForAMinute_IsBought()
    {
        Assert.Equal([0, 0, 0, 4], new[] { 0, 10, 59, 60 }.Select(now => Expect(4, now).Later));
        Assert.Equal(4, Expect(9, 70).Later);
        Assert.Equal(9, Expect(9, 131).Later);
    }

    [Fact]
    public void Expect_OnceLess_IsTheLeastOfTheMinute()
    {
        _ = Expect(4, 0);
        _ = Expect(1, 50);
        Assert.Equal(1, Expect(4, 100).Later);
        Assert.Equal(4, Expect(4, 111).Later);
    }

    [Fact]
    public void Expect_MostUntilThen_CountsAtOnce() => Assert.Equal(7, Expect(4, 0, most: 7).MostUntilThen);

    [Fact]
    public void Expect_NeededNowWithoutPlaces_CountsAtOnce() =>
        Assert.Equal(5, _later.Expect(Need("m", 2, cpu: 1), [(60, new LaterReplicas(5, 5, 5))], 0).Replicas);

    [Fact]
    public void Expect_ByStart_EachForAMinute()
    {
        CapacityNeed At(double now, int soon, int later) => _later.Expect(Need("m", 2, cpu: 1), [(60, new LaterReplicas(2, soon, 4)), (600, new LaterReplicas(2, later, 9))], now);
        Assert.Equal((0, 0), (At(0, 3, 8).Sooner.Single().Replicas, At(1, 3, 8).Later));
        var need = At(60, 5, 8);
        Assert.Equal((new SoonerNeed(60, 3), 8, 9), (Assert.Single(need.Sooner), need.Later, need.MostUntilThen));
        Assert.Equal((5, 7), (At(121, 5, 7).Sooner.Single().Replicas, At(121, 5, 7).Later));
    }

    [Theory]
    [InlineData(new double[] { 30, 180, 90 }, new double[] { 30, 90, 180 })]
    [InlineData(new double[] { 110, 120, 95, 0 }, new double[] { 1, 120 })] // alike, but for one that is there at once
    [InlineData(new double[] { 600, 500, 470 }, new double[] { 470, 600 })]
    [InlineData(new double[] { }, new double[] { })]
    public void StartsOf_TellsApartWhatDiffersMuch(double[] starts, double[] expected) => Assert.Equal(expected, LaterNeeds.StartsOf(starts));

    [Fact]
    public void Expect_NobodySays_IsAsItIs()
    {
        _ = Expect(4, 0);
        var need = Need("m", 2, cpu: 1);
        Assert.Same(need, _later.Expect(need, [], 60));
        Assert.Equal(0, Expect(4, 61).Later);
    }

    [Fact]
    public void Seconds_OfAStart_AndWhatComesBeforeIt() => Assert.Equal(270, LaterNeeds.SecondsFor(180));

    private CapacityNeed Expect(int then, double now, int most = 0) => _later.Expect(Need("m", 2, cpu: 1), [(60, new LaterReplicas(0, then, most))], now);
}
