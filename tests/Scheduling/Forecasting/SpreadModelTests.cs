using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.Quantiles;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Forecasting;

public class SpreadModelTests
{
    [Fact]
    public void Learn_ErrorsThatGrowWithTheLastChange_KnowsHowFarOff()
    {
        var random = new Random(5);
        var learned = SpreadModel.Learn([.. Enumerable.Range(0, 3000).Select(_ => Draw(random))]);
        foreach (var change in new[] { 0.0, 40, 200 })
        {
            var signs = Signs(change);
            // From the least to the largest it is six times.
            Assert.InRange(learned.Of(signs) / SpreadOf(change), 0.85, 1.18);
        }

        // Nothing was told apart before.
        Assert.Equal(SpreadModel.Unlearned.Of(Signs(0)), SpreadModel.Unlearned.Of(Signs(200)), 1e-9);
    }

    [Fact]
    public void Learn_FewErrors_LeavesWhatTheSignsSay()
    {
        var random = new Random(6);
        var learned = SpreadModel.Learn([.. Enumerable.Range(0, 199).Select(_ => Draw(random))]);
        Assert.Equal(Signs(50).Base, learned.Of(Signs(50)), 1e-9);
    }

    [Fact]
    public void Learn_NoError_IsNeverBelowTheNoiseOfCounts()
    {
        var learned = SpreadModel.Learn([.. Enumerable.Range(0, 1000).Select(at => (Signs(at % 7), 0.0))]);
        Assert.All(Enumerable.Range(0, 7), change => Assert.True(learned.Of(Signs(change)) >= 0.5 * Math.Sqrt(400)));
    }

    [Fact]
    public void Of_AnySigns_IsFiniteAndWithinReach() => Seeded.ForAll(31,
        Gen.Choose(0, 1_000_000).ArrayOf(6, 6),
        numbers =>
        {
            var random = new Random(numbers[0]);
            var learned = SpreadModel.Learn([.. Enumerable.Range(0, 300).Select(_ => Draw(random))]);
            var signs = new SpreadSigns(numbers[0], numbers[1] * (double)numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
            Assert.InRange(learned.Of(signs), signs.Noise, Math.Max(signs.Noise, 6.001 * signs.Base));
        });

    [Fact]
    public void Restore_WhatWasSaved_SaysTheSame()
    {
        var random = new Random(8);
        var learned = SpreadModel.Learn([.. Enumerable.Range(0, 500).Select(_ => Draw(random))]);
        var restored = SpreadModel.Restore([.. learned.Save()]);
        Assert.Equal(learned.Of(Signs(17)), restored.Of(Signs(17)));
        Assert.Throws<ArgumentException>(() => SpreadModel.Restore([1]));
        Assert.Throws<ArgumentException>(() => SpreadModel.Restore([.. learned.Save().Select(_ => float.NaN)]));
    }

    [Fact]
    public void Quantile_OneChangeThatForetellsTheNext_CoversAfterLargeAndSmallOnes()
    {
        // Errors that depend on the one before (ARCH: Engle, Econometrica 1982).
        var before = 0.0;
        double Rate(long step, Random random) => Math.Max(0, 1000 + (before = (30 + (0.8 * Math.Abs(before))) * Series.Noise(random)));

        var ensemble = new ForecastEnsemble(Series.Small);
        var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), Series.History(8 * Series.Season, 1, Rate));
        series.Learn();
        var random = new Random(3);
        var scratch = ensemble.CreateScratch();
        var (inside, count) = (new int[2], new int[2]);
        for (var i = 0; i < 60 * Series.Season; i++)
        {
            series.Forecast(scratch);
            var at = Math.Abs(before) > 120 ? 1 : Math.Abs(before) < 20 ? 0 : -1;
            var rate = Rate(series.History.End, random);
            if (at >= 0)
            {
                inside[at] += rate >= scratch.Quantile(series.Model, 0, 0.1) && rate <= scratch.Quantile(series.Model, 0, 0.9) ? 1 : 0;
                count[at]++;
            }

            series.Observe(series.History.End, rate);
        }

        Assert.True(count[0] > 500 && count[1] > 500);
        Assert.All([0, 1], at => Assert.InRange(100.0 * inside[at] / count[at], 72, 88));
    }

    [Theory]
    [InlineData(0.05, -1.6449)]
    [InlineData(0.1, -1.2816)]
    [InlineData(0.33, -0.4399)]
    [InlineData(0.9, 1.2816)]
    [InlineData(0.97, 1.8808)]
    [InlineData(0.999, 2.3263)]
    public void At_NormalErrors_IsTheirQuantile(double level, double expected)
    {
        var tracker = new QuantileTracker();
        tracker.Restore([-1.6449f, -0.6745f, 0, 0.6745f, 1.6449f, 2.3263f]);
        Assert.Equal(expected, tracker.At(level), 1e-3);
    }

    private static SpreadSigns Signs(double change) => new(400, 900, 60, change, 30, 15);

    private static double SpreadOf(double change) => 40 * Math.Sqrt(0.1 + (change / Signs(change).Base));

    private static (SpreadSigns, double) Draw(Random random)
    {
        var change = 250 * random.NextDouble() * random.NextDouble();
        return (Signs(change) with { Jump = 60 * random.NextDouble(), Apart = 40 * random.NextDouble() }, SpreadOf(change) * Series.Noise(random));
    }
}
