using System.Collections.Immutable;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Anomalies;
using Krewe.Scheduling.Forecasting.Ensemble;

namespace Krewe.Scheduling.Tests.Forecasting;

public class DemandForecasterTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly ForecastEnsemble Ensemble = new(new ForecastOptions
    {
        Season = 120, ShortSeason = 15, Cycles = 6, Context = 30, Horizons = [1, 2, 5, 10, 30, 120],
    });

    [Fact]
    public void Forecast_ModelThatIsNew_SaysNothingThenWhatItSees()
    {
        var forecaster = new DemandForecaster(Ensemble);
        var scratch = Ensemble.CreateScratch();
        Assert.Equal(0, forecaster.Forecast(scratch).Mean(TimeSpan.Zero));
        Observe(forecaster, 0, 5, _ => 4);
        Assert.Equal(4, forecaster.Forecast(scratch).Mean(TimeSpan.Zero), 1e-6);
        Observe(forecaster, 5, 130, _ => 4);
        var forecast = forecaster.Forecast(scratch);
        Assert.Equal(4, forecast.Mean(TimeSpan.FromMinutes(3)), 0.01);
        Assert.True(forecast.Quantile(0.95, TimeSpan.FromMinutes(3)) >= forecast.Mean(TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromMinutes(120), forecast.Reach);
    }

    [Fact]
    public void Forecast_BetweenHorizons_FollowsTheSeason()
    {
        var forecaster = Known(6, out var random);
        var forecast = forecaster.Forecast(Ensemble.CreateScratch());
        for (var minute = 0; minute < 120; minute++)
        {
            Assert.InRange(forecast.Mean(TimeSpan.FromMinutes(minute)) / Truth((6 * 120) + minute), 0.8, 1.25);
        }
    }

    [Fact]
    public void Restore_WhatWasSaved_GoesOnBitByBit()
    {
        var forecaster = Known(5, out _);
        var scratch = Ensemble.CreateScratch();
        forecaster.Forecast(scratch);
        var restored = DemandForecaster.Restore(Ensemble, forecaster.Save());
        for (var second = 5 * 7200; second < (5 * 7200) + 900; second++)
        {
            var marks = forecaster.Observe(Start.AddSeconds(second), second % 7);
            Assert.Equal(marks.AsEnumerable(), restored.Observe(Start.AddSeconds(second), second % 7));
            if (second % 60 == 0)
            {
                Assert.Equal(forecaster.Forecast(scratch).Mean(TimeSpan.FromMinutes(4)), restored.Forecast(scratch).Mean(TimeSpan.FromMinutes(4)));
            }
        }

        Assert.Equal(forecaster.Save(), restored.Save());
    }

    [Fact]
    public void Restore_StateOfAnotherEnsemble_KeepsTheHistory()
    {
        var forecaster = Known(3, out _);
        var other = new ForecastEnsemble(Ensemble.Options with { Horizons = [1, 3] });
        var restored = DemandForecaster.Restore(other, forecaster.Save());
        Assert.Null(restored.LearnedAt);
        Assert.Equal(forecaster.Minutes.Count, restored.Minutes.Count);
        Assert.True(restored.NeedsLearning);
    }

    [Fact]
    public void Restore_BytesCutOff_AreRefused()
    {
        var state = Known(2, out _).Save();
        Assert.Throws<InvalidDataException>(() => DemandForecaster.Restore(Ensemble, state.AsMemory(0, state.Length / 2)));
        Assert.Throws<InvalidDataException>(() => DemandForecaster.Restore(Ensemble, new byte[] { 9, 9, 9, 9 }));
    }

    [Fact]
    public void Save_MinutesOfTenDays_FitsInto64KiB()
    {
        var ensemble = new ForecastEnsemble(ForecastOptions.Minutes);
        var history = Series.History(14_400, 1, (step, random) => 1000 + (300 * Math.Sin(step / 229.2)) + (30 * Series.Noise(random)), 14_400);
        var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), history);
        series.Learn();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ForecastState.Write(writer, history);
        ForecastState.Write(writer, ensemble, series);
        // Beside it: 900 seconds and 1344 hours of two bytes, and some ten numbers.
        Assert.InRange(stream.Length + (2 * (900 + 1344)) + 200, 40_000, 65_536);
    }

    [Theory]
    [InlineData("spike", AnomalyKind.Spike)]
    [InlineData("drop", AnomalyKind.Drop)]
    [InlineData("level", AnomalyKind.LevelShift)]
    [InlineData("negative", AnomalyKind.Invalid)]
    [InlineData("silence", AnomalyKind.Gap)]
    [InlineData("clock", AnomalyKind.ClockJump)]
    public void Observe_OutOfTheOrdinary_IsMarked(string what, AnomalyKind expected)
    {
        var forecaster = Known(5, out var random);
        var quiet = Observe(forecaster, 5 * 7200, 1800, second => Truth(second / 60) + Series.Noise(random));
        Assert.DoesNotContain(quiet, mark => mark.Kind == expected);
        var from = (5 * 7200) + 1800;
        var marks = what switch
        {
            "spike" => Observe(forecaster, from, 120, second => 12 * Truth(second / 60)),
            "drop" => Observe(forecaster, from, 180, _ => 0),
            "level" => Observe(forecaster, from, 1800, second => 2.5 * Truth(second / 60)),
            "negative" => Observe(forecaster, from, 3, _ => -5),
            "silence" => Observe(forecaster, from + 300, 90, second => Truth(second / 60)),
            _ => [.. forecaster.Observe(Start.AddYears(20), 3)],
        };
        Assert.Contains(marks, mark => mark.Kind == expected);
    }

    [Fact]
    public void Observe_OneWrongTime_LeavesTheHistory()
    {
        var forecaster = Known(3, out _);
        var count = forecaster.Minutes.Count;
        forecaster.Observe(Start.AddYears(5), 1);
        forecaster.Observe(Start.AddYears(-5), 1);
        Observe(forecaster, 3 * 7200, 61, _ => 1);
        Assert.InRange(forecaster.Minutes.Count, count, count + 2);
    }

    [Fact]
    public void Observe_ClockThatWasSetBack_GoesOnFromThere()
    {
        var forecaster = Known(3, out _);
        Observe(forecaster, (3 * 7200) - 3600, 600, _ => 2);
        Assert.Equal(Start.AddSeconds((3 * 7200) - 3600 + 540).ToUnixTimeSeconds() / 60, forecaster.Minutes.End);
        Assert.True(double.IsFinite(forecaster.Forecast(Ensemble.CreateScratch()).Mean(TimeSpan.Zero)));
    }

    internal static double Truth(long minute) => 20 + (8 * Math.Sin(2 * Math.PI * minute / 120));

    private static DemandForecaster Known(int seasons, out Random random)
    {
        var forecaster = new DemandForecaster(Ensemble);
        var noise = random = new Random(8);
        var scratch = Ensemble.CreateScratch();
        for (var second = 0; second < seasons * 7200; second++)
        {
            forecaster.Observe(Start.AddSeconds(second), Math.Max(0, Truth(second / 60) + Series.Noise(noise)));
            if (second % 60 == 0)
            {
                if (forecaster.NeedsLearning)
                {
                    forecaster.Learn();
                }

                forecaster.Forecast(scratch);
            }
        }

        return forecaster;
    }

    private static ImmutableArray<AnomalyMark> Observe(DemandForecaster forecaster, int from, int seconds, Func<int, double> rate)
    {
        var scratch = Ensemble.CreateScratch();
        var marks = ImmutableArray.CreateBuilder<AnomalyMark>();
        for (var second = from; second < from + seconds; second++)
        {
            marks.AddRange(forecaster.Observe(Start.AddSeconds(second), rate(second)));
            forecaster.Forecast(scratch);
        }

        return marks.ToImmutable();
    }
}
