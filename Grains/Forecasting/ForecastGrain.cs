using Krewe.Forecasting;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Naming;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Anomalies;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Forecasting;

/// <summary>
/// Demand and forecast of a model. A call takes microseconds for each second observed and a fraction of a millisecond for each minute; learning
/// and writing go on beside the turns. It wakes through the rounds of the silo that has the model's queue.
/// </summary>
[GrainType("forecast"), RegionPlacement]
internal sealed partial class ForecastGrain(
    [PersistentState(StateNames.Forecast, StateNames.Storage)] IPersistentState<ForecastGrainState> state,
    ForecastWorkshop workshop,
    IForecastLearner learner,
    IEventSink events,
    TimeProvider time,
    ILogger<ForecastGrain> logger) : Grain, IForecastGrain
{
    /// <summary>
    /// Minutes between two writes of the state: what a silo that is killed forgets at most. At 10,000 models these are 17 writes of some 80 KB
    /// each second in the whole cluster.
    /// </summary>
    private const int SaveMinutes = 10;

    // Seconds that two silos may both have counted, while a queue moved from one to the other: the first word holds.
    private const int OverlapSeconds = DemandCounter.Seconds;

    private readonly RecentAnomalies _anomalies = new();
    private DemandForecaster _demand = null!;
    private DemandForecast? _forecast;
    private long _observed = long.MinValue;
    private long _minute;
    private bool _changed;
    private bool _saving;
    private bool _learning;

    private ModelKey Model => ModelKey.Parse(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _demand = Restore();
        _minute = _demand.Minutes.End;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _changed ? SaveAsync() : Task.CompletedTask;

    public Task<DemandTaken> ObserveAsync(DemandCounts counts)
    {
        for (var i = 0; i < counts.Counts.Length; i++)
        {
            Observe(counts.From + i, counts.Counts[i]);
        }

        if (_demand.NeedsLearning && !_learning)
        {
            LearnAsync().Ignore();
        }

        return Task.FromResult(new DemandTaken(ForecastViews.Scores(_demand)));
    }

    public Task<ForecastView> GetAsync(ForecastQuery query)
    {
        _forecast ??= workshop.Forecast(_demand);
        return Task.FromResult(ForecastViews.Of(Model, _demand, _forecast, workshop.Ensemble, query) with { Anomalies = _anomalies.Kept });
    }

    public Task<DemandOutlook> GetOutlookAsync(int minutes)
    {
        if (_demand.Minutes.Count == 0)
        {
            return Task.FromResult(new DemandOutlook());
        }

        _forecast ??= workshop.Forecast(_demand);
        return Task.FromResult(ForecastViews.Outlook(_forecast, Math.Clamp(minutes, 1, 60)));
    }

    public async Task ForgetAsync()
    {
        _demand = new DemandForecaster(workshop.Ensemble);
        (_forecast, _observed, _minute, _changed) = (null, long.MinValue, 0, false);
        _anomalies.Clear();
        if (state.State.Demand is not null)
        {
            await this.SaveAsync(state, new ForecastGrainState { SavedAt = time.GetUtcNow() });
        }

        DeactivateOnIdle();
    }

    private DemandForecaster Restore()
    {
        if (state.State.Demand is { } saved)
        {
            try
            {
                return DemandForecaster.Restore(workshop.Ensemble, Convert.FromBase64String(saved));
            }
            catch (Exception exception) when (exception is InvalidDataException or FormatException)
            {
                // Of another version, or damaged: a history is worth less than a grain that does not come up.
                Log.Unreadable(logger, exception, this.GetPrimaryKeyString());
            }
        }

        return new DemandForecaster(workshop.Ensemble);
    }

    private void Observe(long second, int count)
    {
        if (second <= _observed && second > _observed - OverlapSeconds)
        {
            return;
        }

        _observed = second;
        _changed = true;
        foreach (var mark in _demand.Observe(DateTimeOffset.FromUnixTimeSeconds(second), count))
        {
            Note(mark);
        }

        if (_demand.Minutes.End != _minute || _forecast is null)
        {
            // Each minute is forecast when the one before it is over, and judged when it is: that is what weights and marks come from.
            _minute = _demand.Minutes.End;
            _forecast = workshop.Forecast(_demand);
            SaveInTime();
        }
    }

    private void Note(AnomalyMark mark)
    {
        if (_anomalies.Add(mark) && DemandEvents.Of(Model, mark, time.GetUtcNow()) is { } occurred)
        {
            events.Record(occurred);
        }
    }

    // Models are written at different minutes, so that a restart of many does not have them all written at once ever after.
    private void SaveInTime()
    {
        if (_demand.Minutes.Count >= SaveMinutes && (_minute + this.GetGrainId().GetUniformHashCode()) % SaveMinutes == 0)
        {
            SaveAsync().Ignore();
        }
    }

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        (_saving, _changed) = (true, false);
        try
        {
            await this.SaveAsync(state, new ForecastGrainState { Demand = Convert.ToBase64String(_demand.Save()), SavedAt = time.GetUtcNow() });
        }
        catch (Exception exception)
        {
            _changed = true;
            Log.NotSaved(logger, exception, this.GetPrimaryKeyString());
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task LearnAsync()
    {
        _learning = true;
        var demand = _demand;
        try
        {
            using var turn = await learner.EnterAsync();
            var learning = demand.BeginLearning();
            await learner.RunAsync(learning);
            if (ReferenceEquals(demand, _demand))
            {
                demand.Complete(learning);
                _forecast = workshop.Forecast(demand);
                await SaveAsync();
            }
        }
        catch (Exception exception)
        {
            Log.NotLearned(logger, exception, this.GetPrimaryKeyString());
        }
        finally
        {
            _learning = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3201, Level = LogLevel.Warning, Message = "The demand of model {Model} could not be written; it is tried again.")]
        public static partial void NotSaved(ILogger logger, Exception exception, string model);

        [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "The forecast of model {Model} could not learn; it goes on with what it knows.")]
        public static partial void NotLearned(ILogger logger, Exception exception, string model);

        [LoggerMessage(EventId = 3203, Level = LogLevel.Warning, Message = "The stored demand of model {Model} cannot be read; its history begins anew.")]
        public static partial void Unreadable(ILogger logger, Exception exception, string model);
    }
}
