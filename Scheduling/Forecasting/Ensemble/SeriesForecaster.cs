using System.Numerics.Tensors;
using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>One series that goes on: takes each rate, judges what was forecast for it, forecasts again. Not safe for concurrent use.</summary>
public sealed class SeriesForecaster
{
    // Weights are found anew after so many steps; in between they are what they were.
    private const int WeightsEvery = 5;
    private const double UpperLevel = 0.95;

    // Steps ahead whose accuracy is kept, where they are horizons.
    private static readonly int[] Kept = [1, 10, 60];

    private readonly ForecastEnsemble _ensemble;
    private readonly PendingForecasts[] _pending;
    private readonly ForecastAccuracy[] _accuracies;
    private long _noted = long.MinValue;

    /// <summary>Continues a series.</summary>
    /// <param name="ensemble">The forecasters.</param>
    /// <param name="model">What is known about the series; changed by what is observed.</param>
    /// <param name="history">Its past; what is observed is added.</param>
    public SeriesForecaster(ForecastEnsemble ensemble, SeriesModel model, StepHistory history)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        (_ensemble, Model, History) = (ensemble, model, history);
        _pending = [.. ensemble.Options.Horizons.Select(horizon => new PendingForecasts(horizon, ensemble.Members.Length))];
        _accuracies = [.. Kept.Where(steps => ensemble.Options.Horizons.Contains(steps)).Select(steps => new ForecastAccuracy(steps))];
    }

    /// <summary>What is known about the series.</summary>
    public SeriesModel Model { get; private set; }

    /// <summary>Its past.</summary>
    public StepHistory History { get; }

    /// <summary>How well the forecasts did of late, for some horizons, nearest first.</summary>
    public IReadOnlyList<ForecastAccuracy> Accuracies => _accuracies;

    /// <summary>Learns anew from the history. Errors that are known now count; forecasts that wait for their rate are forgotten.</summary>
    public void Learn() => Adopt(_ensemble.Learn([History], History.End)[0]);

    /// <summary>Goes on with what was learned from this history, maybe a while ago.</summary>
    internal void Adopt(SeriesModel learned)
    {
        var (before, knew) = (Model, Model.Learned.Any(numbers => numbers.Length > 0));
        Model = learned;
        for (var h = 0; h < _pending.Length && knew; h++)
        {
            // The backtest knows more moments; what was tracked has met the present.
            Model.Quantiles[h].Blend(before.Quantiles[h]);
            Model.Weights[h].Continue(before.Weights[h]);
        }

        Forget();
    }

    /// <summary>Forgets the forecasts that wait for their rate.</summary>
    public void Forget()
    {
        _noted = long.MinValue;
        foreach (var pending in _pending)
        {
            pending.Clear();
        }
    }

    /// <summary>Takes the rate of a step.</summary>
    /// <param name="step">Its number; steps left out become gaps.</param>
    /// <param name="rate">The rate; NaN, negative and absurd values become gaps.</param>
    /// <returns>False when the step is older than what is known.</returns>
    public bool Observe(long step, double rate)
    {
        if (!History.Append(step, rate))
        {
            return false;
        }

        if (PackedRate.IsRate(rate))
        {
            Judge(step, rate);
        }

        return true;
    }

    /// <summary>Forecasts from what is known now.</summary>
    public void Forecast(ForecastScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        var now = History.End;
        var values = scratch.Values;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = History[now - values.Length + i];
        }

        _ensemble.Forecast(Model, History, now, values, scratch);
        if (_noted != now)
        {
            _noted = now;
            Span<double> members = stackalloc double[_ensemble.Members.Length];
            for (var h = 0; h < _pending.Length; h++)
            {
                _pending[h].Note(now, ForecastEnsemble.Gather(scratch, h, members), scratch.Means[h], scratch.Spreads[h]);
            }
        }
    }

    /// <summary>What was forecast for a step by the step before; false where nothing was.</summary>
    internal bool TryGetNext(long step, out double mean, out double spread) => _pending[0].TryGet(step, out mean, out spread, []);

    internal void Write(BinaryWriter writer)
    {
        writer.Write(_noted);
        foreach (var pending in _pending)
        {
            pending.Write(writer);
        }

        foreach (var accuracy in _accuracies)
        {
            ForecastState.WriteAll<float>(writer, accuracy.Save());
        }
    }

    internal void Read(BinaryReader reader)
    {
        _noted = reader.ReadInt64();
        foreach (var pending in _pending)
        {
            pending.Read(reader);
        }

        foreach (var accuracy in _accuracies)
        {
            var saved = ForecastState.ReadAll<float>(reader);
            accuracy.Restore(saved.Length == ForecastAccuracy.Numbers ? saved : throw new ArgumentException("The state of a series has accuracies of another length."));
        }
    }

    private ForecastAccuracy? AccuracyAt(int h) => Array.Find(_accuracies, one => one.Horizon == _ensemble.Options.Horizons[h]);

    private void Judge(long step, double rate)
    {
        Span<double> errors = stackalloc double[_ensemble.Members.Length];
        for (var h = 0; h < _pending.Length; h++)
        {
            if (!_pending[h].TryGet(step, out var mean, out var spread, errors))
            {
                continue;
            }

            AccuracyAt(h)?.Add(rate, mean, mean + (spread * Model.Quantiles[h].At(UpperLevel)));
            Model.Quantiles[h].Add((rate - mean) / spread);
            TensorPrimitives.Subtract(errors, rate, errors);

            Model.Weights[h].Add(errors, _ensemble.Options.LossDecay);
            if (step % WeightsEvery == h % WeightsEvery)
            {
                Model.Weights[h].Refresh();
            }
        }
    }
}
