using System.Collections.Immutable;
using Krewe.Bench.Forecasting;
using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Bench.Faro;

/// <summary>
/// A day to replay, and what was known at its beginning: the days before it, of all samples. Nothing of the day itself is read but what has
/// arrived in the replay; its other samples lie between the minutes of the one that is replayed and would give its future away.
/// </summary>
internal sealed class FaroDay
{
    private const int Horizons = 7;

    // The day before has arrivals of its own.
    private const int BeforeSeed = 1_000;
    private readonly ForecastEnsemble _ensemble;
    private readonly (SeriesModel Model, StepHistory History)[] _learned;
    private readonly int _sample;
    private readonly Dictionary<int, ForecastOutlook> _outlooks = [];

    public FaroDay(RateTrace trace, SeriesFile file, IReadOnlyList<string> functions, int day, int sample = 0)
    {
        (Trace, Day, _sample) = (trace, day, sample);
        _ensemble = new ForecastEnsemble(new ForecastOptions
        {
            Season = trace.Steps, ShortSeason = Math.Max(1, trace.Steps / 24), Context = 15, Horizons = [.. Enumerable.Range(1, Horizons)], Cycles = 10,
        });
        _learned = [.. functions.Select(function => Learn(file, function))];
        var before = FaroTrace.OfDay(file, functions, day - 1, sample);
        Rules = [.. functions.Select((_, job) => ReplayRules.Faro with { Bursts = before.MeasureBursts(job, BeforeSeed) })];
    }

    /// <summary>The system, with what is known of each job's arrivals: how they gathered the day before.</summary>
    public ImmutableArray<ReplayRules> Rules { get; }

    public RateTrace Trace { get; }

    public int Day { get; }

    /// <summary>The forecasts of one seed, made as its arrivals come; shared by all runs of that seed.</summary>
    public ForecastOutlook Outlook(int seed)
    {
        if (!_outlooks.TryGetValue(seed, out var outlook))
        {
            _outlooks[seed] = outlook = new ForecastOutlook(
                _ensemble, [.. _learned.Select(one => one.Model)], [.. _learned.Select(one => StepHistory.Restore(one.History.Save()))], Trace.StepSeconds);
        }

        return outlook;
    }

    private (SeriesModel, StepHistory) Learn(SeriesFile file, string function)
    {
        var histories = file.Rows.Where(row => row.Function == function && row.Day < Day).GroupBy(row => row.Sample).OrderBy(sample => sample.Key).Select(sample =>
        {
            var history = new StepHistory(Trace.Steps * (Day + 1));
            foreach (var row in sample.OrderBy(row => row.Day))
            {
                for (var step = 0; step < row.Counts.Length; step++)
                {
                    history.Append(((long)row.Day * Trace.Steps) + step, row.Counts[step]);
                }
            }

            return history;
        }).ToArray();
        return (_ensemble.Learn(histories, (long)Day * Trace.Steps)[_sample], histories[_sample]);
    }
}
