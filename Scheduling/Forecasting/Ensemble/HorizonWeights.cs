namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>
/// The members' weights at one horizon: between those of the last backtest, which have seen much, and those of the latest errors, which
/// follow the present. How far it goes over to the latter is weighed exponentially by how much better they have been of late (Vovk:
/// COLT 1990; Herbster, Warmuth: Machine Learning 1998 for the fading).
/// </summary>
internal sealed class HorizonWeights
{
    private const double Fade = 0.99;
    private const double Rate = 0.1;

    // Beyond this one side has all of the word, and what more it had would only make the way back longer.
    private const double MostLead = 60;

    // Errors over which the unit of the lead is a mean.
    private const double UnitErrors = 500;
    private const double LeastUnit = 1e-9;
    private readonly double[] _anchor;
    private readonly double[] _mixed;
    private double _lead;
    private double _unit;
    private bool _stale = true;

    /// <param name="weights">The weights before anything has been seen; their sum is 1.</param>
    /// <param name="evenness">See <see cref="SimplexWeights.Solve"/>.</param>
    public HorizonWeights(double[] weights, double evenness)
    {
        Moments = new ErrorMoments(weights, evenness);
        (_anchor, _mixed) = ([.. weights], [.. weights]);
    }

    /// <summary>The errors that have been seen.</summary>
    public ErrorMoments Moments { get; }

    /// <summary>The weights: at least 0, sum 1.</summary>
    public ReadOnlySpan<double> Weights
    {
        get
        {
            if (_stale)
            {
                var share = 1 / (1 + Math.Exp(Rate * _lead));
                for (var i = 0; i < _mixed.Length; i++)
                {
                    _mixed[i] = ((1 - share) * _anchor[i]) + (share * Moments.Weights[i]);
                }

                _stale = false;
            }

            return _mixed;
        }
    }

    /// <summary>Takes what a backtest has seen, which <see cref="Moments"/> holds, as what is known so far.</summary>
    public void Begin()
    {
        Moments.Refresh();
        for (var i = 0; i < _anchor.Length; i++)
        {
            // As they are stored, so that a restart weighs the same.
            _anchor[i] = (float)Moments.Weights[i];
        }

        _unit = Moments.MeanSquareOf(_anchor);
        _stale = true;
    }

    /// <summary>Takes one error of each member.</summary>
    /// <param name="errors">Forecast minus rate.</param>
    /// <param name="decay">What earlier errors still count.</param>
    public void Add(ReadOnlySpan<double> errors, double decay)
    {
        var (before, latest, mixed) = (0.0, 0.0, 0.0);
        var weights = Moments.Weights;
        var mix = Weights;
        for (var i = 0; i < errors.Length; i++)
        {
            before += _anchor[i] * errors[i];
            latest += weights[i] * errors[i];
            mixed += mix[i] * errors[i];
        }

        _lead = Math.Clamp((Fade * _lead) + (((latest * latest) - (before * before)) / Math.Max(LeastUnit, _unit)), -MostLead, MostLead);
        _unit += ((mixed * mixed) - _unit) / UnitErrors;
        Moments.Add(errors, decay);
        _stale = true;
    }

    /// <summary>Says that weights are to be found anew when they are asked for next.</summary>
    public void Refresh()
    {
        Moments.Refresh();
        _stale = true;
    }

    /// <summary>Goes on from the weights before a learning; see <see cref="ErrorMoments.Continue"/>.</summary>
    public void Continue(HorizonWeights before)
    {
        Moments.Continue(before.Moments);
        (_lead, _stale) = (before._lead, true);
    }

    public void CopyTo(HorizonWeights other)
    {
        Moments.CopyTo(other.Moments);
        _anchor.CopyTo(other._anchor, 0);
        (other._lead, other._unit, other._stale) = (_lead, _unit, true);
    }

    public void Write(BinaryWriter writer)
    {
        ForecastState.WriteAll<float>(writer, [.. Moments.Save(), .. _anchor.Select(weight => (float)weight)]);
        writer.Write(_lead);
        writer.Write(_unit);
    }

    public void Read(BinaryReader reader)
    {
        var saved = ForecastState.ReadAll<float>(reader);
        if (saved.Length < _anchor.Length)
        {
            throw new ArgumentException("The state of an ensemble has weights of another number of members.");
        }

        Moments.Restore(saved.AsSpan(..^_anchor.Length));
        for (var i = 0; i < _anchor.Length; i++)
        {
            _anchor[i] = saved[saved.Length - _anchor.Length + i];
        }

        (_lead, _unit, _stale) = (reader.ReadDouble(), reader.ReadDouble(), true);
    }
}
