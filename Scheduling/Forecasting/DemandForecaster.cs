using System.Collections.Immutable;
using Krewe.Scheduling.Forecasting.Anomalies;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Forecasting.Quantiles;

namespace Krewe.Scheduling.Forecasting;

/// <summary>
/// The demand of one model in one region: takes requests second by second, keeps them by second, minute and hour, and forecasts up
/// to 24 hours ahead. At most 64 KB. Deterministic: the same observations, learnings and forecasts give the same numbers. Not safe for
/// concurrent use.
/// </summary>
public sealed class DemandForecaster
{
    private const int SecondsKept = 900;
    private const int HoursKept = 8 * 7 * 24;
    private const int MinuteSeconds = 60;
    private const int HourMinutes = 60;

    // Minutes known at which it is worth learning, before once each season.
    private static readonly int[] Early = [90, 180, 360, 720];

    private readonly ForecastEnsemble _ensemble;
    private readonly StepAccumulator _minute = new();
    private readonly StepAccumulator _hour = new();
    private readonly ClockGuard _clock = new();
    private readonly AnomalyDetector _anomalies = new();
    private readonly List<AnomalyMark> _marks = [];
    private SeriesForecaster _series;

    /// <summary>Creates the forecaster of a model that is new.</summary>
    /// <param name="ensemble">The forecasters; its steps are minutes and its season a day or longer.</param>
    public DemandForecaster(ForecastEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        _ensemble = ensemble;
        _series = new SeriesForecaster(ensemble, ensemble.CreateModel(), new StepHistory(ensemble.Options.Season * ensemble.Options.Cycles));
    }

    /// <summary>Requests of each of the last 15 minutes' seconds, by Unix second.</summary>
    public StepHistory Seconds { get; private set; } = new(SecondsKept);

    /// <summary>Requests of each minute, by Unix minute.</summary>
    public StepHistory Minutes => _series.History;

    /// <summary>Mean requests of a minute in each hour of eight weeks, by Unix hour.</summary>
    public StepHistory Hours { get; private set; } = new(HoursKept);

    /// <summary>The members' weights and the error's quantiles.</summary>
    public SeriesModel Model => _series.Model;

    /// <summary>How well the forecasts did of late, for some horizons, nearest first.</summary>
    public IReadOnlyList<ForecastAccuracy> Accuracies => _series.Accuracies;

    /// <summary>The minute up to which it has learned; null before the first time.</summary>
    public long? LearnedAt { get; private set; }

    /// <summary>
    /// True when enough has come for learning anew. Learning takes some hundred times as long as a forecast: the owner of many
    /// forecasters lets few of them learn in each round.
    /// </summary>
    public bool NeedsLearning
    {
        get
        {
            var known = Minutes.Count;
            var before = LearnedAt is { } at ? (int)Math.Max(0, at - Minutes.Start) : 0;
            return LearnedAt is { } last && Minutes.End - last >= _ensemble.Options.Season
                ? true
                : Early.Any(minutes => known >= minutes && before < minutes) || (LearnedAt is { } && before < _ensemble.Options.Season && known >= _ensemble.Options.Season);
        }
    }

    /// <summary>Continues what <see cref="Save"/> has written. What was learned by another ensemble is left out; history is kept.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state of this version.</exception>
    public static DemandForecaster Restore(ForecastEnsemble ensemble, ReadOnlyMemory<byte> state)
    {
        var forecaster = new DemandForecaster(ensemble);
        using var reader = new BinaryReader(new MemoryStream(state.ToArray()));
        try
        {
            forecaster.Read(reader);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("The state of a forecaster is cut off or contradicts itself.", error);
        }

        return forecaster;
    }

    /// <summary>Writes all that a restart needs.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(ForecastState.Version);
            writer.Write(LearnedAt ?? long.MinValue);
            _minute.Write(writer);
            _hour.Write(writer);
            _clock.Write(writer);
            Array.ForEach(_anomalies.Save(), writer.Write);
            ForecastState.Write(writer, Seconds);
            ForecastState.Write(writer, Hours);
            ForecastState.Write(writer, Minutes);
            ForecastState.Write(writer, _ensemble, _series);
        }

        return stream.ToArray();
    }

    /// <summary>Takes the requests of a second. Seconds without any are to be given as 0; what is left out becomes a gap.</summary>
    /// <param name="at">A moment in the second.</param>
    /// <param name="requests">Requests that arrived in it.</param>
    /// <returns>What was out of the ordinary.</returns>
    public ImmutableArray<AnomalyMark> Observe(DateTimeOffset at, double requests)
    {
        _marks.Clear();
        var second = at.ToUnixTimeSeconds();
        var verdict = _clock.Judge(second);
        if (verdict is ClockVerdict.Jumped)
        {
            Mark(AnomalyKind.ClockJump, second, double.NaN, double.NaN);
        }

        if (verdict is ClockVerdict.Believed)
        {
            Rewind(second);
        }

        if (verdict is ClockVerdict.GoesOn or ClockVerdict.Believed)
        {
            Take(second, requests);
        }

        return [.. _marks];
    }

    /// <summary>Learns from the minutes that are kept.</summary>
    public void Learn()
    {
        var learning = BeginLearning();
        learning.Run();
        Complete(learning);
    }

    /// <summary>Copies what a learning needs, so that it can run elsewhere while observations go on.</summary>
    public DemandLearning BeginLearning() => new(_ensemble, Minutes);

    /// <summary>Takes over what was learned.</summary>
    /// <param name="learning">One that <see cref="BeginLearning"/> gave, and that has run.</param>
    /// <exception cref="InvalidOperationException">It has not run.</exception>
    public void Complete(DemandLearning learning)
    {
        ArgumentNullException.ThrowIfNull(learning);
        _series.Adopt(learning.Learned ?? throw new InvalidOperationException("A learning is completed after it has run."));
        LearnedAt = Math.Min(learning.End, Minutes.End);
    }

    /// <summary>Forecasts from the last full minute on.</summary>
    /// <param name="scratch">Working space of the ensemble.</param>
    public DemandForecast Forecast(ForecastScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        if (Minutes.Count == 0 && _minute.Count > 0)
        {
            // Nothing but a part of the first minute is known: it stands for the rest.
            return Flat(_minute.Step, _minute.Mean * MinuteSeconds);
        }

        _series.Forecast(scratch);
        var quantiles = QuantileTracker.Levels
            .Select(level => Enumerable.Range(0, scratch.Means.Length).Select(h => scratch.Quantile(Model, h, level)).ToArray()).ToArray();
        return new DemandForecast(Model.Profile, Minutes.End, _ensemble.Options.Horizons, [.. scratch.Means], quantiles);
    }

    private DemandForecast Flat(long minute, double mean)
    {
        var spread = Math.Sqrt(mean + 1);
        double[][] quantiles = [.. new QuantileTracker().Bounds.ToArray().Select(bound => All(Math.Max(0, mean + (bound * spread))))];
        return new DemandForecast(Model.Profile, minute, _ensemble.Options.Horizons, All(mean), quantiles);
    }

    private double[] All(double value) => [.. Enumerable.Repeat(value, _ensemble.Options.Horizons.Length)];

    private void Take(long second, double requests)
    {
        if (!PackedRate.IsRate(requests))
        {
            Mark(AnomalyKind.Invalid, second, requests, double.NaN);
            requests = double.NaN;
        }

        Seconds.Append(second, requests);
        var minute = Math.DivRem(second, MinuteSeconds).Quotient;
        if (_minute.Step != minute)
        {
            CloseMinute(minute);
        }

        _minute.Add(requests);
    }

    private void CloseMinute(long next)
    {
        var (minute, mean) = (_minute.Step, _minute.Mean);
        _minute.Begin(next);
        if (minute == long.MinValue)
        {
            return;
        }

        if (double.IsNaN(mean) || next - minute > 1)
        {
            Mark(AnomalyKind.Gap, (minute + (double.IsNaN(mean) ? 0 : 1)) * MinuteSeconds, double.NaN, double.NaN);
        }

        var rate = mean * MinuteSeconds;
        Judge(minute, rate);
        _series.Observe(minute, rate);
        var hour = minute / HourMinutes;
        if (_hour.Step != hour)
        {
            if (_hour.Step != long.MinValue)
            {
                Hours.Append(_hour.Step, _hour.Mean);
            }

            _hour.Begin(hour);
        }

        _hour.Add(rate);
    }

    private void Judge(long minute, double rate)
    {
        if (double.IsNaN(rate) || LearnedAt is null || !_series.TryGetNext(minute, out var mean, out var spread))
        {
            return;
        }

        var bounds = Model.Quantiles[0];
        if (AnomalyDetector.Compare(rate, mean, mean + (spread * bounds.At(0.05)), mean + (spread * bounds.At(0.95))) is { } kind)
        {
            Mark(kind, minute * MinuteSeconds, rate / MinuteSeconds, mean / MinuteSeconds);
        }

        var season = Model.Profile.NarrowAt(minute);
        if (_anomalies.Follow(rate - season, Math.Sqrt(1 + season)))
        {
            Mark(AnomalyKind.LevelShift, minute * MinuteSeconds, rate / MinuteSeconds, season / MinuteSeconds);
        }
    }

    private void Rewind(long second)
    {
        Seconds.Rewind(second);
        Minutes.Rewind(second / MinuteSeconds);
        Hours.Rewind(second / (MinuteSeconds * HourMinutes));
        _minute.Begin(long.MinValue);
        _hour.Begin(long.MinValue);
        _series.Forget();
        LearnedAt = LearnedAt is { } at ? Math.Min(at, Minutes.End) : null;
    }

    private void Mark(AnomalyKind kind, long second, double rate, double expected) =>
        _marks.Add(new AnomalyMark(kind, DateTimeOffset.FromUnixTimeSeconds(second), rate, expected));

    private void Read(BinaryReader reader)
    {
        if (reader.ReadInt32() != ForecastState.Version)
        {
            throw new InvalidDataException("The state of a forecaster is of another version.");
        }

        var learned = reader.ReadInt64();
        _minute.Read(reader);
        _hour.Read(reader);
        _clock.Read(reader);
        _anomalies.Restore([.. Enumerable.Range(0, AnomalyDetector.Numbers).Select(_ => reader.ReadDouble())]);
        Seconds = ForecastState.ReadHistory(reader);
        Hours = ForecastState.ReadHistory(reader);
        _series = ForecastState.ReadSeries(reader, _ensemble, ForecastState.ReadHistory(reader), out var same);
        LearnedAt = same && learned != long.MinValue ? learned : null;
    }
}
