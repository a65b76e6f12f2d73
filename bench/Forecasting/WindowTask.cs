using System.Diagnostics;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Bench.Forecasting;

/// <summary>
/// The task of the published comparison: a window of context, a forecast of the next steps, over all windows of each test day. Twice:
/// as the forecaster is used, weighing its members by the errors of the day so far, beginning each series at the end of the training
/// days; and with all as it was then, so that no window knows more of its day than its own context.
/// </summary>
internal sealed class WindowTask(ForecastEnsemble ensemble)
{
    private readonly IReadOnlyList<string> _names = [.. ensemble.Members.Select(member => member.Name)];

    public SortedDictionary<string, CaseScores> Series { get; } = new(StringComparer.Ordinal);

    public CaseScores All { get; } = new([.. ensemble.Members.Select(member => member.Name)]);

    /// <summary>The same without anything learned in the test days.</summary>
    public CaseScores ContextAlone { get; } = new([.. ensemble.Members.Select(member => member.Name)]);

    public TimeSpan Forecasting { get; private set; }

    public long Forecasts { get; private set; }

    public TimeSpan Learning { get; private set; }

    public long Learnings { get; private set; }

    public void Run(SeriesGroup[] group)
    {
        var begun = Stopwatch.GetTimestamp();
        var models = ensemble.Learn([.. group.Select(series => series.History)], group.Max(series => series.History.End));
        Learning += Stopwatch.GetElapsedTime(begun);
        Learnings++;
        var scratch = ensemble.CreateScratch();
        for (var i = 0; i < group.Length; i++)
        {
            var scores = Series[group[i].Name] = new CaseScores(_names);
            foreach (var day in group[i].Tests)
            {
                Windows(group[i], models[i], day, scratch);
            }

            // The model and the history are this series' own: what one sample of a day shows the next one must not know.
            var forecaster = new SeriesForecaster(ensemble, models[i], group[i].History);
            foreach (var day in group[i].Tests)
            {
                Follow(group[i], forecaster, day, scratch, scores);
            }
        }
    }

    private void Windows(SeriesGroup series, SeriesModel model, SeriesRow day, ForecastScratch scratch)
    {
        var (context, horizon) = (ensemble.Options.Context, ensemble.Options.Horizons[^1]);
        var values = day.Counts.Select(count => CountOrGap(count)).ToArray();
        for (var at = context; at + horizon <= values.Length; at++)
        {
            ensemble.Forecast(model, series.History, ((long)day.Day * ensemble.Options.Season) + at, values.AsSpan(at - context, context), scratch);
            Score(model, scratch, values.AsSpan(at, horizon), series.Naive, ContextAlone);
        }
    }

    private void Follow(SeriesGroup series, SeriesForecaster forecaster, SeriesRow day, ForecastScratch scratch, CaseScores scores)
    {
        var (context, horizon) = (ensemble.Options.Context, ensemble.Options.Horizons[^1]);
        var values = day.Counts.Select(count => CountOrGap(count)).ToArray();
        for (var at = 0; at < values.Length; at++)
        {
            if (at >= context && at + horizon <= values.Length)
            {
                var begun = Stopwatch.GetTimestamp();
                forecaster.Forecast(scratch);
                Forecasting += Stopwatch.GetElapsedTime(begun);
                Forecasts++;
                Score(forecaster.Model, scratch, values.AsSpan(at, horizon), series.Naive, scores, All);
            }

            forecaster.Observe(((long)day.Day * ensemble.Options.Season) + at, values[at]);
        }
    }

    private void Score(SeriesModel model, ForecastScratch scratch, ReadOnlySpan<double> rates, double naive, params ReadOnlySpan<CaseScores> scores)
    {
        Span<double> members = stackalloc double[_names.Count];
        for (var h = 0; h < rates.Length; h++)
        {
            if (!double.IsNaN(rates[h]))
            {
                Score(model, scratch, h, rates[h], naive, members, scores);
            }
        }
    }

    private static void Score(
        SeriesModel model, ForecastScratch scratch, int h, double rate, double naive, Span<double> members, ReadOnlySpan<CaseScores> scores)
    {
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = scratch.Members[i][h];
        }

        var (upper, loss) = (scratch.Quantile(model, h, 0.95), WindowScore.QuantileLoss(rate, level => scratch.Quantile(model, h, level)));
        foreach (var score in scores)
        {
            score.Add(rate, scratch.Means[h], upper, loss, members, naive);
        }
    }

    // What cannot be a count is a gap, for who forecasts and for who scores.
    private static double CountOrGap(double count) => count is >= 0 and < 1e12 ? count : double.NaN;
}
