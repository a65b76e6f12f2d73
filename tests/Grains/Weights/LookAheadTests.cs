using System.Collections.Immutable;
using Krewe.Forecasting;
using Krewe.Grains.Scaling;
using Krewe.Grains.Tests.Support;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Grains.Tests.Weights;

public sealed class LookAheadTests
{
    [Theory]
    [InlineData(2, 1.0, 60, 10, 2)] // no more than the plan's own peak
    [InlineData(2, 1.0, 180, 10, 6)] // three times as much
    [InlineData(2, 1.0, 181, 10, 7)]
    [InlineData(2, 1.0, 6_000, 10, 10)] // bounded
    [InlineData(2, 1.0, 6, 10, 2)] // what is needed now does not count less
    [InlineData(0, 0.0, 1, 10, 1)] // some request is expected
    [InlineData(0, 0.0, 0, 10, 0)]
    public void Replicas_LargestMinuteToCome_InProportion(int needed, double peak, double perMinute, int most, int expected) =>
        Assert.Equal(expected, LookAhead.Replicas(Outlook(0, 0, perMinute, 0), peak, needed, most, Samples.Start));

    [Fact]
    public void Replicas_MinutesThatAreOver_DoNotCount() =>
        Assert.Equal(1, LookAhead.Replicas(Outlook(600, 600, 60, 60), 1, 1, 10, Samples.Start + TimeSpan.FromMinutes(2)));

    [Fact]
    public void Replicas_NothingIsForecast_AreThoseOfThePlan() => Assert.Equal(3, LookAhead.Replicas(null, 1, 3, 10, Samples.Start));

    [Fact]
    public void Replicas_ForecastIsOver_AreThoseOfThePlan() =>
        Assert.Equal(3, LookAhead.Replicas(Outlook(600), 1, 3, 10, Samples.Start + TimeSpan.FromHours(1)));

    private static DemandOutlook Outlook(params double[] minutes) => new()
    {
        From = Samples.Start,
        Means = [.. minutes],
        Quantiles = [.. minutes.SelectMany(minute => Enumerable.Repeat(minute, MinuteOutlook.Probabilities.Count))],
    };
}
