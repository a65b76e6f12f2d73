using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Admission;

public sealed class WaitCalibrationTests
{
    private static readonly TimeSpan Predicted = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(0.8, 1)]
    [InlineData(1.3, 1.3)]
    [InlineData(5, WaitCalibration.MostFactor)]
    public void FactorOf_WaitsOffByAFactor_CoversIt(double off, double factor)
    {
        var calibration = new WaitCalibration(3);
        for (var at = 0; at < 200; at++)
        {
            calibration.Record(1, Predicted, Predicted * off, Clock.At(at));
        }

        Assert.InRange(calibration.FactorOf(1, Clock.At(200)), factor * 0.98, factor * 1.06);
        Assert.Equal(1, calibration.FactorOf(0, Clock.At(200)));
    }

    [Fact]
    public void FactorOf_WaitsThatSpread_AllButFewAreCovered()
    {
        var (calibration, random, missed) = (new WaitCalibration(1), new Random(7), 0);
        for (var at = 0; at < 20_000; at++)
        {
            var waited = Predicted * (0.5 + random.NextDouble());
            missed += at >= 1_000 && waited > Predicted * calibration.FactorOf(0, Clock.At(at)) ? 1 : 0;
            calibration.Record(0, Predicted, waited, Clock.At(at));
        }

        Assert.InRange(missed / 19_000.0, 0.005, 0.04);
    }

    [Fact]
    public void FactorOf_NothingIsRecordedAnyMore_FadesToOne()
    {
        var calibration = new WaitCalibration(1);
        for (var at = 0; at < 100; at++)
        {
            calibration.Record(0, Predicted, Predicted * 3, Clock.At(at));
        }

        Assert.InRange(calibration.FactorOf(0, Clock.At(300_000)), 1, 1.001);
    }

    [Fact]
    public void Record_NothingWasPredicted_NothingIsLearned()
    {
        var calibration = new WaitCalibration(1);
        calibration.Record(0, TimeSpan.Zero, TimeSpan.FromSeconds(1), Clock.At(1));

        Assert.Equal(1, calibration.FactorOf(0, Clock.At(1)));
    }
}
