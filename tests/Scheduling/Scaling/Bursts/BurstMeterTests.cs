using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Scheduling.Tests.Scaling.Bursts;

public class BurstMeterTests
{
    private const double Day = 86_400;

    [Theory]
    [InlineData(0.5)]
    [InlineData(5)]
    [InlineData(40)]
    public void Bursts_PoissonArrivals_AreNone(double rate)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            Assert.Equal(ArrivalBursts.None, Measure(GatheredArrivals.Draw(rate, 0, 1, 1, Day / 4, seed)).Bursts);
        }
    }

    [Theory]
    [InlineData(16, 0.02, 1.5, 1)]
    [InlineData(16, 0.02, 1.5, 3)]
    [InlineData(5, 0.05, 2, 1)]
    [InlineData(60, 0.01, 1, 2)]
    [InlineData(16, 0.1, 2, 1)]
    public void Bursts_GatheredArrivals_AreFound(double rate, double share, double seconds, double size)
    {
        var found = Measure(GatheredArrivals.Draw(rate, share, seconds, size, Day / 2, 7)).Bursts;
        var (foundShare, foundSeconds) = found.At(rate);
        Assert.InRange(foundShare / share, 0.5, 2);
        Assert.InRange(foundSeconds / seconds, 0.5, 2);
        Assert.InRange(found.Size / size, 0.6, 1.6);
    }

    [Fact]
    public void Bursts_RateThatChangesByTheMinute_AreNone()
    {
        // Half as much again every other ten minutes: that is the forecast's to say.
        var random = new Random(3);
        var meter = new BurstMeter();
        for (var now = 0.0; now < Day / 4;)
        {
            now += -Math.Log(1 - random.NextDouble()) / ((int)(now / 600) % 2 == 0 ? 20 : 30);
            meter.Arrive(now);
        }

        Assert.InRange(meter.Bursts.At(25).Share, 0, 0.003);
    }

    [Fact]
    public void Bursts_ClockSetBackOrLongPause_AreNotMadeUp()
    {
        var meter = new BurstMeter();
        foreach (var start in (double[])[Day, 0, 10 * Day, 30])
        {
            foreach (var time in GatheredArrivals.Draw(10, 0, 1, 1, 1_800, 1))
            {
                meter.Arrive(start + time);
            }
        }

        Assert.Equal(ArrivalBursts.None, meter.Bursts);
    }

    [Fact]
    public void Ctor_OfAnother_KnowsWhatThatFound()
    {
        var before = Measure(GatheredArrivals.Draw(16, 0.02, 1.5, 1, Day / 4, 1));
        var meter = new BurstMeter(before);
        Assert.Equal(before.Bursts, meter.Bursts);
        foreach (var time in GatheredArrivals.Draw(16, 0.02, 1.5, 1, 3_600, 2))
        {
            meter.Arrive(time);
        }

        Assert.InRange(meter.Bursts.Share / before.Bursts.Share, 0.6, 1.6);
        Assert.InRange(meter.Bursts.Seconds / before.Bursts.Seconds, 0.6, 1.6);
    }

    [Fact]
    public void At_FourTimesAsMany_HalvesLengthAndShare()
    {
        // Variance over mean of what comes grows with share, length and rate: it stays.
        var bursts = ArrivalBursts.MeasuredAt(0.02, 3, 1, 4);
        Assert.Equal((0.02, 3), (Math.Round(bursts.At(4).Share, 9), Math.Round(bursts.At(4).Seconds, 9)));
        Assert.Equal((0.01, 1.5), (Math.Round(bursts.At(16).Share, 9), Math.Round(bursts.At(16).Seconds, 9)));
        Assert.Equal(ArrivalBursts.MostShare, ArrivalBursts.MeasuredAt(0.2, 3, 1, 4).At(0.1).Share);
    }

    [Fact]
    public void Rounded_Again_IsTheSame()
    {
        var bursts = new ArrivalBursts(0.0516, 6.2, 1.1).Rounded();
        Assert.Equal(bursts, bursts.Rounded());
        Assert.True(bursts.IsLike(new ArrivalBursts(0.0516, 6.2, 1.1)));
        Assert.False(bursts.IsLike(ArrivalBursts.None));
    }

    private static BurstMeter Measure(IEnumerable<double> times)
    {
        var meter = new BurstMeter();
        foreach (var time in times)
        {
            meter.Arrive(time);
        }

        return meter;
    }
}
