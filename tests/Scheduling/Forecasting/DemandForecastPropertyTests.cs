using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Forecasting;

public class DemandForecastPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly ForecastEnsemble Ensemble = new(new ForecastOptions
    {
        Season = 30, ShortSeason = 5, Cycles = 4, Context = 20, Horizons = [1, 3, 10, 30],
    });

    // Stretches of minutes with one kind of behaviour each, hostile ones among them.
    private static readonly Gen<(int Kind, int Length, int Rate)[]> Lives =
        (from kind in Gen.Choose(0, 9) from length in Gen.Choose(1, 60) from rate in Gen.Choose(0, 3000) select (kind, length, rate)).ArrayOf(1, 12);

    [Fact]
    public void Forecast_AnyLife_IsFiniteOrderedAndBounded() => Seeded.ForAll(74, Lives, life =>
    {
        var scratch = Ensemble.CreateScratch();
        var lived = Live(life, (forecaster, most) =>
        {
            AssertSound(forecaster.Forecast(scratch), most);
            return forecaster;
        });
        Assert.InRange(lived.Save().Length, 1, 65_536);
    }, 60);

    [Fact]
    public void Save_AnyLifeLivedAgainWithRestarts_HasTheSameBits() => Seeded.ForAll(75, Lives, life =>
    {
        var (scratch, other) = (Ensemble.CreateScratch(), Ensemble.CreateScratch());
        var once = Live(life, (forecaster, _) =>
        {
            forecaster.Forecast(scratch);
            return forecaster;
        });
        var again = Live(life, (forecaster, _) =>
        {
            forecaster.Forecast(other);
            return DemandForecaster.Restore(Ensemble, forecaster.Save());
        });
        Assert.Equal(once.Save(), again.Save());
    }, 30);

    [Fact]
    public void Quantile_AnyLevelAndNoise_CoversWhatItSays() => Seeded.ForAll(76,
        from seed in Gen.Choose(1, 1000) from level in Gen.Choose(5, 2000) from noise in Gen.Choose(1, 40) select (seed, level, noise),
        law =>
        {
            var random = new Random(law.seed);
            double Rate(long step, Random draw) => Math.Max(0, (law.level * (1 + (0.5 * Math.Sin(2 * Math.PI * step / Series.Season)))) + (law.level * law.noise / 100.0 * Series.Noise(draw)));
            var ensemble = new ForecastEnsemble(Series.Small);
            var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), Series.History(5 * Series.Season, law.seed, Rate));
            series.Learn();
            var scratch = ensemble.CreateScratch();
            var (below, steps) = (0, 1200);
            for (var i = 0; i < steps; i++)
            {
                series.Forecast(scratch);
                var rate = Rate(series.History.End, random);
                below += rate <= scratch.Quantile(series.Model, 0, 0.95) ? 1 : 0;
                series.Observe(series.History.End, rate);
            }

            Assert.InRange(100.0 * below / steps, 93, 97);
        }, 8);

    private static DemandForecaster Live((int Kind, int Length, int Rate)[] life, Func<DemandForecaster, double, DemandForecaster> between)
    {
        var forecaster = new DemandForecaster(Ensemble);
        var random = new Random(life.Length);
        var (now, most) = (Start, 1.0);
        foreach (var (kind, length, rate) in life)
        {
            now = kind == 8 ? now.AddMinutes(length) : kind == 9 ? now.AddMinutes(-length) : now;
            for (var step = 0; step < length * 6; step++)
            {
                // Six seconds of each minute are given; the others are gaps.
                now = now.AddSeconds(10);
                var requests = Requests(kind, rate, random);
                most = requests <= 1e12 ? Math.Max(most, requests) : most;
                forecaster.Observe(now, requests);
            }

            if (forecaster.NeedsLearning)
            {
                forecaster.Learn();
            }

            forecaster = between(forecaster, most);
        }

        return forecaster;
    }

    private static double Requests(int kind, int rate, Random random) => kind switch
    {
        0 => double.NaN,
        1 => -rate,
        2 => double.PositiveInfinity,
        3 => 1e300,
        4 => 0,
        5 => random.Next(50) == 0 ? 1000.0 * rate : rate,
        _ => random.Next(rate + 1),
    };

    private static void AssertSound(DemandForecast forecast, double most)
    {
        for (var minute = 0; minute < 30; minute++)
        {
            var ahead = TimeSpan.FromMinutes(minute);
            var mean = forecast.Mean(ahead);
            Assert.True(double.IsFinite(mean) && mean >= 0 && mean <= 1000 * most, $"Mean {mean} where the most was {most}.");
            var before = 0.0;
            foreach (var level in (double[])[0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99])
            {
                var quantile = forecast.Quantile(level, ahead);
                Assert.True(double.IsFinite(quantile) && quantile >= before - 1e-9, $"Quantile {level} is {quantile} after {before}.");
                before = quantile;
            }
        }
    }
}
