using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Forecasting.Learning;
using Krewe.Scheduling.Forecasting.Members;

namespace Krewe.Scheduling.Tests.Forecasting;

public class EnsembleTests
{
    public static TheoryData<string> Laws { get; } = ["season", "walk", "level shift", "shifted season", "spikes", "zeros", "pulses"];

    [Theory]
    [MemberData(nameof(Laws))]
    public void Forecast_AnyLaw_IsAlmostAsGoodAsTheBestMember(string law)
    {
        var ensemble = new ForecastEnsemble(Series.Small);
        var rate = Law(law);
        var random = new Random(4);
        var history = Series.History(7 * Series.Season, 3, rate);
        var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), history);
        series.Learn();
        var errors = Series.Errors(series, ensemble, 2 * Series.Season, 1, step => rate(step, random));
        // Sums over two seasons; ten is a twentieth of a request a step, where a law is exact.
        Assert.True(Math.Sqrt(errors[0]) <= (1.1 * Math.Sqrt(errors.Skip(1).Min())) + 10,
            $"{law}: {Math.Sqrt(errors[0]):0.0}, best {Math.Sqrt(errors.Skip(1).Min()):0.0}");
    }

    [Fact]
    public void Forecast_KnownSeason_ComesCloseToTheNoise()
    {
        var ensemble = new ForecastEnsemble(Series.Small);
        var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), Series.History(8 * Series.Season, 1));
        series.Learn();
        var random = new Random(2);
        var errors = Series.Errors(series, ensemble, Series.Season, 3, step => Series.Rate(step, random));
        var rmse = Math.Sqrt(errors[0] / (Series.Season - 7));
        // The noise alone is 10; the last value is wrong by more than 30.
        Assert.InRange(rmse, 8, 13);
    }

    [Fact]
    public void Quantile_SeriesThatGoesOn_CoversWhatItSays()
    {
        var ensemble = new ForecastEnsemble(Series.Small);
        var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), Series.History(6 * Series.Season, 1));
        series.Learn();
        var random = new Random(9);
        var scratch = ensemble.CreateScratch();
        var (below, count) = (0, 0);
        for (var i = 0; i < 3000; i++)
        {
            series.Forecast(scratch);
            var now = series.History.End;
            var rate = Series.Rate(now, random, i < 1500 ? 200 : 320);
            below += rate <= scratch.Quantile(series.Model, 0, 0.95) ? 1 : 0;
            count++;
            series.Observe(now, rate);
        }

        Assert.InRange(100.0 * below / count, 93, 97);
    }

    [Fact]
    public void Learn_SameSeed_GivesTheSameBits()
    {
        double[] Run()
        {
            var ensemble = new ForecastEnsemble(Series.Small);
            var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), Series.History(4 * Series.Season, 6));
            series.Learn();
            var scratch = ensemble.CreateScratch();
            series.Forecast(scratch);
            return [.. scratch.Means, scratch.Quantile(series.Model, 2, 0.95)];
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void Forecast_HistoryAfterNow_IsNotRead()
    {
        var ensemble = new ForecastEnsemble(Series.Small);
        var now = 5L * Series.Season;
        var known = Series.History((int)now, 1);
        var more = Series.History((int)now, 1);
        for (var step = now; step < now + Series.Season; step++)
        {
            more.Append(step, 1e6);
        }

        var values = Enumerable.Range(0, 15).Select(i => known[now - 15 + i]).ToArray();
        var (left, right) = (ensemble.CreateScratch(), ensemble.CreateScratch());
        ensemble.Forecast(ensemble.Learn([known], now)[0], known, now, values, left);
        ensemble.Forecast(ensemble.Learn([more], now)[0], more, now, values, right);
        Assert.Equal(left.Means, right.Means);
    }

    [Fact]
    public void Learn_CopiesOfASeries_LearnTogether()
    {
        var ensemble = new ForecastEnsemble(Series.Small);
        var models = ensemble.Learn([Series.History(400, 1), Series.History(400, 2)], 400);
        Assert.Equal(2, models.Count);
        Assert.Same(models[0].Learned, models[1].Learned);
        Assert.NotEqual(models[0].Profile.Own, models[1].Profile.Own);
    }

    [Fact]
    public void Forecast_ForecasterOfAnotherMake_TakesPartByItsErrors()
    {
        var random = new Random(12);
        var rates = Enumerable.Range(0, 2000).Select(_ => 100 * random.NextDouble()).ToArray();
        var ensemble = new ForecastEnsemble(Series.Small, [new Oracle(rates), new Nonsense()]);
        var history = new StepHistory(2000);
        Enumerable.Range(0, 900).ToList().ForEach(step => history.Append(step, rates[step]));
        var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), history);
        series.Learn();
        var scratch = ensemble.CreateScratch();
        series.Forecast(scratch);
        var oracle = ensemble.Members.Length - 2;
        Assert.InRange(series.Model.WeightsAt(0)[oracle], 0.95, 1);
        Assert.All(scratch.Means, mean => Assert.True(double.IsFinite(mean)));
    }

    [Fact]
    public void Create_TwoMembersOfOneName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ForecastEnsemble(Series.Small, [new LastValueForecaster()]));

    [Fact]
    public void Create_HorizonsOutOfOrder_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new ForecastEnsemble(Series.Small with { Horizons = [2, 1] }));

    [Fact]
    public void SingularSpectrum_PureRhythm_IsContinued()
    {
        var history = Series.History(600, 1, (step, _) => 100 + (40 * Math.Sin(step / 2.0)) + (20 * Math.Cos(step / 5.0)));
        var ensemble = new ForecastEnsemble(Series.Small);
        var series = new SeriesForecaster(ensemble, ensemble.CreateModel(), history);
        series.Learn();
        var scratch = ensemble.CreateScratch();
        series.Forecast(scratch);
        var ssa = scratch.Members[ensemble.Members.Select((member, at) => (member, at)).Single(pair => pair.member.Name == "ssa").at];
        Assert.Equal(100 + (40 * Math.Sin(601 / 2.0)) + (20 * Math.Cos(601 / 5.0)), ssa[1], 2.0);
    }

    private static Func<long, Random, double> Law(string name)
    {
        var walk = 300.0;
        return name switch
        {
            "walk" => (_, random) => walk = Math.Max(0, walk + (10 * Series.Noise(random))),
            "level shift" => (step, random) => Series.Rate(step, random, step > 6.5 * Series.Season ? 400 : 200),
            "shifted season" => (step, random) => Series.Rate(step, random, 200, step > 6.2 * Series.Season ? 12 : 0),
            "spikes" => (step, random) => Series.Rate(step, random) + (random.Next(100) == 0 ? 2000 : 0),
            "zeros" => (_, _) => 0,
            "pulses" => (step, _) => step % 12 == 0 ? 500 : 0,
            _ => (step, random) => Series.Rate(step, random),
        };
    }

    private sealed class Oracle(double[] rates) : IForecaster
    {
        public string Name => "oracle";

        public float[] Learn(TrainingSet training) => [];

        public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means)
        {
            for (var h = 0; h < means.Length; h++)
            {
                means[h] = rates[context.Now - 1 + context.Options.Horizons[h]];
            }
        }
    }

    private sealed class Nonsense : IForecaster
    {
        public string Name => "nonsense";

        public float[] Learn(TrainingSet training) => [float.NaN];

        public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means) => means.Fill(double.NaN);
    }
}
