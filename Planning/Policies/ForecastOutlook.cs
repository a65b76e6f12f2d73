using System.Collections.Immutable;
using Krewe.Planning.Replay;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Planning.Policies;

/// <summary>
/// Forecasts demand from what has arrived: the ensemble for the minutes to come, begun with the running minute as far as it is seen.
/// Forecasts depend on arrivals only, so one object serves several runs of one trace and seed, one after the other, that decide at the same
/// times; the later ones find them made.
/// </summary>
public sealed class ForecastOutlook : IDemandOutlook
{
    private readonly SeriesForecaster[] _series;
    private readonly ForecastEnsemble _ensemble;
    private readonly ForecastScratch _scratch;
    private readonly double _minuteSeconds;
    private readonly long _start;
    private readonly long[] _before;
    private readonly RunningMinute[] _prior;
    private readonly Dictionary<double, MinuteOutlook[]> _made = [];
    private MinuteOutlook[] _now = [];
    private double _seconds;
    private long _minute = -1;

    /// <summary>Begins at the end of the histories.</summary>
    /// <param name="ensemble">The forecasters; its horizons are 1, 2, 3, ... minutes.</param>
    /// <param name="models">What has been learned of each model's series.</param>
    /// <param name="histories">Their past, all up to the same minute; what arrives is added.</param>
    /// <param name="minuteSeconds">Length of a step of the series, in seconds.</param>
    public ForecastOutlook(ForecastEnsemble ensemble, IReadOnlyList<SeriesModel> models, IReadOnlyList<StepHistory> histories, double minuteSeconds = 60)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(histories);
        (_ensemble, _scratch, _minuteSeconds) = (ensemble, ensemble.CreateScratch(), minuteSeconds);
        _series = [.. models.Select((model, i) => new SeriesForecaster(ensemble, model, histories[i]))];
        _start = histories[0].End;
        (_before, _prior) = (new long[models.Count], new RunningMinute[models.Count]);
    }

    /// <inheritdoc/>
    public void Observe(ReplayView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var minute = (long)(view.Now / _minuteSeconds);
        _seconds = view.Now - (minute * _minuteSeconds);
        if (!_made.TryGetValue(view.Now, out var made))
        {
            if (minute < _minute)
            {
                throw new InvalidOperationException("A run that shares forecasts with an earlier one must decide at the same times.");
            }

            if (minute > _minute)
            {
                BeginMinute(view, minute);
            }

            _made[view.Now] = made = [.. view.Models.Select((model, i) => Make(i, model.Arrived - _before[i]))];
        }

        _now = made;
    }

    /// <inheritdoc/>
    public ImmutableArray<DemandScenario> Of(int model, int steps, double stepSeconds) =>
        _now[model].Scenarios(_seconds, steps, stepSeconds, _minuteSeconds);

    private void BeginMinute(ReplayView view, long minute)
    {
        for (var i = 0; i < _series.Length; i++)
        {
            if (_minute >= 0)
            {
                _series[i].Observe(_start + minute - 1, view.Models[i].Arrived - _before[i]);
                _before[i] = view.Models[i].Arrived;
            }

            _series[i].Forecast(_scratch);
            _prior[i] = new RunningMinute(_scratch.Means[0], MinuteOutlook.Deviation(_scratch, _series[i].Model, 0), 0, 0);
        }

        _minute = minute;
    }

    private MinuteOutlook Make(int model, double arrived)
    {
        var series = _series[model];
        var (context, end) = (_ensemble.Options.Context, series.History.End);
        var running = new RunningMinute(_prior[model].Mean, _prior[model].Deviation, arrived, 60 * _seconds / _minuteSeconds);
        var values = new double[context];
        for (var i = 1; i < context; i++)
        {
            values[i - 1] = series.History[end - context + i];
        }

        values[^1] = running.Mean;
        _ensemble.Forecast(series.Model, series.History, end + 1, values, _scratch);
        return new MinuteOutlook(running, _scratch, series.Model);
    }
}
