using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>The history from which forecasters learn: one series, or several near copies (regions of one model) that learn together.</summary>
public sealed class TrainingSet
{
    private readonly TrainingSeries[] _series;
    private readonly Dictionary<string, float[]> _shared = new(StringComparer.Ordinal);

    /// <summary>Takes what is before a step of each history; nothing later is read.</summary>
    /// <param name="histories">At least one. Equal step numbers are the same time.</param>
    /// <param name="options">Lengths and horizons.</param>
    /// <param name="end">The first step that is not learned from.</param>
    public TrainingSet(IReadOnlyList<StepHistory> histories, ForecastOptions options, long end)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        End = end;
        var cycles = CycleMeans.Of(histories, options, end);
        _series = [.. histories.Select(history => new TrainingSeries(history, cycles, options, end, histories.Count == 1))];
        Profiles = [.. _series.Select(series => series.Profile)];
    }

    /// <summary>Lengths and horizons.</summary>
    public ForecastOptions Options { get; }

    /// <summary>The first step that is not learned from.</summary>
    public long End { get; }

    /// <summary>The season of each series, in the order of the histories.</summary>
    public IReadOnlyList<SeasonalProfile> Profiles { get; }

    /// <summary>Steps in all series together, gaps included.</summary>
    public int Steps => _series.Sum(series => series.Values.Length);

    /// <summary>Rates of one series, oldest first, gaps filled.</summary>
    public ReadOnlySpan<double> ValuesOf(int series) => _series[series].Values;

    /// <summary>Visits moments of the past, series by series, in order of time.</summary>
    /// <param name="stride">Visits each so many steps, from 1.</param>
    /// <param name="visit">Gets a row that is filled again afterwards.</param>
    public void Visit(int stride, Action<TrainingRow> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        var row = new TrainingRow(Options);
        foreach (var series in _series)
        {
            for (var at = row.Context.Recent; at < series.Values.Length; at += stride)
            {
                if (series.TryFill(row, at))
                {
                    visit(row);
                }
            }
        }
    }

    /// <summary>What one forecaster learned, for another that builds on it: learned once.</summary>
    internal float[] Share(string name, Func<float[]> learn) =>
        _shared.TryGetValue(name, out var learned) ? learned : _shared[name] = learn();
}
