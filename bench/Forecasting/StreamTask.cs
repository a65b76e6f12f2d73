using System.Diagnostics;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;

namespace Krewe.Bench.Forecasting;

/// <summary>
/// The forecaster as it is used: it goes through the test days step by step, is judged for horizons far and near, and learns anew
/// at the end of each day from what has come.
/// </summary>
internal sealed class StreamTask(ForecastEnsemble ensemble, int[] horizons)
{
    private readonly int[] _places = [.. horizons.Select(horizon => ensemble.Options.Horizons.IndexOf(horizon))];

    /// <summary>Of all series, by horizon.</summary>
    public CaseScores[] Scores { get; } = Fresh(ensemble, horizons);

    /// <summary>Of each series, by horizon.</summary>
    public SortedDictionary<string, CaseScores[]> Series { get; } = new(StringComparer.Ordinal);

    public TimeSpan Forecasting { get; private set; }

    public long Forecasts { get; private set; }

    public TimeSpan Learning { get; private set; }

    public long Learnings { get; private set; }

    public void Run(SeriesGroup series)
    {
        var forecaster = new SeriesForecaster(ensemble, ensemble.CreateModel(), series.History);
        var scratch = ensemble.CreateScratch();
        var truth = new Dictionary<long, double>();
        foreach (var (day, counts) in series.Tests.Select(day => (day.Day, day.Counts)))
        {
            for (var step = 0; step < counts.Length; step++)
            {
                if (counts[step] is >= 0 and < 1e12)
                {
                    truth[((long)day * ensemble.Options.Season) + step] = counts[step];
                }
            }
        }

        var members = new double[ensemble.Members.Length];
        var own = Series[series.Name] = Fresh(ensemble, horizons);
        foreach (var day in series.Tests)
        {
            Learn(forecaster);
            for (var step = 0; step < day.Counts.Length; step++)
            {
                var begun = Stopwatch.GetTimestamp();
                forecaster.Forecast(scratch);
                Forecasting += Stopwatch.GetElapsedTime(begun);
                Forecasts++;
                Score(forecaster, scratch, truth, series.Naive, members, own);
                forecaster.Observe(((long)day.Day * ensemble.Options.Season) + step, day.Counts[step]);
            }
        }
    }

    private static CaseScores[] Fresh(ForecastEnsemble ensemble, int[] horizons) =>
        [.. horizons.Select(_ => new CaseScores([.. ensemble.Members.Select(member => member.Name)]))];

    private void Learn(SeriesForecaster forecaster)
    {
        var begun = Stopwatch.GetTimestamp();
        forecaster.Learn();
        Learning += Stopwatch.GetElapsedTime(begun);
        Learnings++;
    }

    private void Score(SeriesForecaster forecaster, ForecastScratch scratch, Dictionary<long, double> truth, double naive, double[] members, CaseScores[] own)
    {
        for (var i = 0; i < horizons.Length; i++)
        {
            var h = _places[i];
            if (truth.TryGetValue(forecaster.History.End - 1 + horizons[i], out var rate))
            {
                for (var member = 0; member < members.Length; member++)
                {
                    members[member] = scratch.Members[member][h];
                }

                var (upper, loss) = (scratch.Quantile(forecaster.Model, h, 0.95), WindowScore.QuantileLoss(rate, level => scratch.Quantile(forecaster.Model, h, level)));
                Scores[i].Add(rate, scratch.Means[h], upper, loss, members, naive);
                own[i].Add(rate, scratch.Means[h], upper, loss, members, naive);
            }
        }
    }
}
