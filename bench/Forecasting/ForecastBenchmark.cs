using System.Collections.Immutable;
using Krewe.Bench.Reporting;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;

namespace Krewe.Bench.Forecasting;

/// <summary>Forecasts of request rates, on counts of real functions.</summary>
internal sealed class ForecastBenchmark : IBenchmark
{
    private const int Context = 15;
    private const int Ahead = 7;
    private const int Parts = 24;

    // Root of the mean squared error of the methods that were published with Faro (EuroSys 2025), on its file and these windows.
    private static readonly ImmutableSortedDictionary<string, double> Published =
        ImmutableSortedDictionary<string, double>.Empty.Add("published N-HiTS", 116.24).Add("published DeepAR", 122.38).Add("published LSTM", 123.94);

    private static readonly ImmutableSortedDictionary<string, double> None = ImmutableSortedDictionary<string, double>.Empty;

    public string Name => "forecast";

    public string Help => "--data FILE [--train 1..10] [--test 11] [--horizons 10,60,360] [--models 1000]: errors beside simple methods; with horizons, as a stream";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var path = options.Get("data", "");
        if (path.Length == 0)
        {
            throw new ArgumentException("forecast needs --data FILE: counts as 'hash,sample,day,counts' or 'hash,day,counts'; docs/forecasting.md says where there are some.");
        }

        var file = SeriesFile.Read(path);
        var (train, test) = (DayRange.Parse(options.Get("train", "1..10")), DayRange.Parse(options.Get("test", "11")));
        var season = file.StepsPerDay;
        if (season < Context + Ahead || !SeriesGroup.Any(file, train, test))
        {
            throw new InvalidDataException(
                $"{path}: nothing can be judged. Needed are lines of one series with days of training ({train.First}..{train.Last}) and of test ({test.First}..{test.Last}), and days of at least {Context + Ahead} steps; found are {file.Rows.Count} lines, days {file.Rows.Min(row => row.Day)}..{file.Rows.Max(row => row.Day)} and up to {season} steps.");
        }

        var horizons = options.GetAll("horizons");
        return Task.FromResult<IReadOnlyList<BenchRow>>(horizons.Length > 0 ? Stream(file, train, test, season, horizons) : Windows(file, train, test, season, options.Get("models", 1000)));
    }

    private static List<BenchRow> Windows(SeriesFile file, DayRange train, DayRange test, int season, int models)
    {
        var settings = new ForecastOptions
        {
            Season = season, ShortSeason = Math.Max(1, season / Parts), Context = Context, Horizons = [.. Enumerable.Range(1, Ahead)],
            Cycles = train.Last - train.First + 1,
        };
        var task = new WindowTask(new ForecastEnsemble(settings));
        foreach (var group in SeriesGroup.Of(file, train, test, settings))
        {
            task.Run(group);
        }

        // The published figures are for ten functions in four samples each of 360 steps, and for the default days.
        var isPublished = file.HasSamples && season == 360 && task.Series.Count == 40 && train == new DayRange(1, 10) && test == new DayRange(11, 11);
        return
        [
            .. task.All.Rows("all", isPublished ? Published : None),
            .. task.ContextAlone.Rows("all, context alone", isPublished ? Published : None),
            .. Times(task.Forecasting, task.Forecasts, task.Learning, task.Learnings),
            .. models > 0 ? RoundTask.Run(models) : [],
            .. task.Series.SelectMany(series => series.Value.Rows(series.Key, None)),
        ];
    }

    private static IEnumerable<BenchRow> Times(TimeSpan forecasting, long forecasts, TimeSpan learning, long learnings)
    {
        yield return new BenchRow("all", "ms_per_forecast", "ms", forecasting.TotalMilliseconds / Math.Max(1, forecasts));
        yield return new BenchRow("all", "ms_per_learning", "ms", learning.TotalMilliseconds / Math.Max(1, learnings));
    }

    private static List<BenchRow> Stream(SeriesFile file, DayRange train, DayRange test, int season, int[] horizons)
    {
        var settings = new ForecastOptions
        {
            Season = season, ShortSeason = Math.Max(1, season / Parts), Cycles = train.Last - train.First + 1,
            Horizons = [.. ForecastOptions.Minutes.Horizons.Concat(horizons).Where(horizon => horizon <= season).Order().Distinct()],
        };
        var task = new StreamTask(new ForecastEnsemble(settings), [.. horizons.Where(horizon => horizon <= season)]);
        foreach (var series in SeriesGroup.Of(file, train, test, settings).SelectMany(group => group))
        {
            task.Run(series);
        }

        return
        [
            .. task.Scores.SelectMany((scores, i) => scores.Rows($"{horizons[i]} steps ahead", None)),
            .. Times(task.Forecasting, task.Forecasts, task.Learning, task.Learnings),
            .. task.Series.SelectMany(series => series.Value.SelectMany((scores, i) => scores.Rows($"{series.Key}, {horizons[i]} steps ahead", None))),
        ];
    }
}
