using System.Collections.Immutable;
using Krewe.Forecasting;
using Krewe.Naming;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Grains.Forecasting;

/// <summary>What a forecast's grain shows of it.</summary>
internal static class ForecastViews
{
    // Points of a whole answer, about: more than a screen shows.
    private const int Points = 240;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static ForecastView Of(ModelKey model, DemandForecaster demand, DemandForecast forecast, ForecastEnsemble ensemble, ForecastQuery query)
    {
        var horizon = Clamp(query.Horizon, ForecastQuery.LeastHorizon, Min(ForecastQuery.MostHorizon, forecast.Reach));
        var history = Clamp(query.History, TimeSpan.Zero, ForecastQuery.MostHistory);
        var step = Math.Max(1, (int)Math.Ceiling((horizon + history) / Minute / Points));
        return new ForecastView
        {
            Model = model,
            From = forecast.From,
            Known = Minute * demand.Minutes.Count,
            LearnedAt = demand.LearnedAt is { } learned ? Time(learned) : null,
            Step = step * Minute,
            History = [.. Past(demand, (int)(history / Minute), step)],
            Forecast = [.. Ahead(forecast, (int)(horizon / Minute), step)],
            Peak = Round(forecast.Peak95(horizon - Minute)),
            Weights = Weights(demand, ensemble, (int)(horizon / Minute)),
            Scores = Scores(demand),
        };
    }

    public static DemandOutlook Outlook(DemandForecast forecast, int minutes) => new()
    {
        From = forecast.From,
        Means = [.. Enumerable.Range(0, minutes).Select(minute => 60 * forecast.Mean(minute * Minute))],
        Quantiles = [.. Enumerable.Range(0, minutes).SelectMany(minute => MinuteOutlook.Probabilities.Select(level => 60 * forecast.Quantile(level, minute * Minute)))],
    };

    /// <summary>How well the forecasts did of late.</summary>
    public static ImmutableArray<ForecastScore> Scores(DemandForecaster demand) =>
    [
        .. demand.Accuracies.Where(one => one.IsKnown).Select(one => new ForecastScore(
            one.Horizon * Minute, double.IsFinite(one.Error) ? Round(one.Error) : null, Round(one.Coverage))),
    ];

    private static IEnumerable<DemandPoint> Past(DemandForecaster demand, int minutes, int step)
    {
        // Steps end where the forecast begins.
        var first = Math.Max(demand.Minutes.Start, demand.Minutes.End - minutes);
        for (var at = demand.Minutes.End - ((demand.Minutes.End - first) / step * step); at < demand.Minutes.End; at += step)
        {
            var known = Enumerable.Range(0, step).Select(i => demand.Minutes[at + i]).Where(double.IsFinite).ToList();
            yield return new DemandPoint(Time(at), known.Count == 0 ? null : Round(known.Average() / 60));
        }
    }

    private static IEnumerable<ForecastPoint> Ahead(DemandForecast forecast, int minutes, int step)
    {
        for (var minute = 0; minute < minutes; minute += step)
        {
            var ahead = minute * Minute;
            yield return new ForecastPoint(
                forecast.From + ahead,
                Round(forecast.Mean(ahead)),
                Round(forecast.Quantile(0.05, ahead)),
                Round(forecast.Quantile(0.5, ahead)),
                Round(forecast.Quantile(0.95, ahead)));
        }
    }

    private static ImmutableArray<ForecasterWeight> Weights(DemandForecaster demand, ForecastEnsemble ensemble, int horizon)
    {
        var place = ensemble.Options.Horizons.IndexOf(ensemble.Options.Horizons.MinBy(one => Math.Abs(one - horizon)));
        var weights = demand.Model.WeightsAt(place).ToArray();
        return
        [
            .. ensemble.Members.Select((member, i) => new ForecasterWeight(member.Name, Math.Round(weights[i], 3)))
                .Where(member => member.Weight > 0).OrderByDescending(member => member.Weight).ThenBy(member => member.Name, StringComparer.Ordinal),
        ];
    }

    private static DateTimeOffset Time(long minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60);

    // Four digits behind the point: a request in three hours.
    private static double Round(double rate) => Math.Round(rate, 4);

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : Min(value, most);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
