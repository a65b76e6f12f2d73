namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>
/// The members' weights at one horizon. Three kinds of opinion are mixed: the weights of the last backtest, which have seen much; those of
/// the latest errors, which follow the present; and each member alone, so that the one that fits this day is heard within the hour.
/// Who has how much of the word follows from <see cref="OpinionLeads"/>.
/// </summary>
internal sealed class HorizonWeights
{
    // Errors over which the unit of the leads is a mean.
    private const double UnitErrors = 500;
    private const int Latest = 1;
    private readonly float[] _anchor;
    private readonly double[] _mixed;
    private readonly double[] _losses;
    private readonly OpinionLeads _leads;
    private float _unit;

    /// <param name="weights">The weights before anything has been seen; their sum is 1.</param>
    /// <param name="evenness">See <see cref="SimplexWeights.Solve"/>.</param>
    /// <param name="horizon">Steps ahead, from 1.</param>
    public HorizonWeights(double[] weights, double evenness, int horizon = 1)
    {
        Moments = new ErrorMoments(weights, evenness);
        (_anchor, _mixed) = ([.. weights.Select(weight => (float)weight)], [.. weights]);
        _leads = new OpinionLeads(weights.Length, horizon);
        _losses = new double[weights.Length + OpinionLeads.Mixtures];
    }

    /// <summary>The errors that have been seen.</summary>
    public ErrorMoments Moments { get; }

    /// <summary>The weights: at least 0, sum 1.</summary>
    public ReadOnlySpan<double> Weights
    {
        get
        {
            var shares = _leads.Shares;
            var latest = Moments.Weights;
            for (var i = 0; i < _mixed.Length; i++)
            {
                _mixed[i] = (shares[0] * _anchor[i]) + (shares[Latest] * latest[i]) + shares[OpinionLeads.Mixtures + i];
            }

            return _mixed;
        }
    }

    /// <summary>Has this horizon and the one after it hear each other.</summary>
    public void Join(HorizonWeights farther) => _leads.Join(farther._leads);

    /// <summary>Takes what a backtest has seen, which <see cref="Moments"/> holds, as what is known so far.</summary>
    public void Begin()
    {
        Moments.Refresh();
        for (var i = 0; i < _anchor.Length; i++)
        {
            // As they are stored, so that a restart weighs the same.
            _anchor[i] = (float)Moments.Weights[i];
        }

        _unit = (float)Moments.MeanSquareOf(Moments.Weights);
        for (var i = 0; i < _anchor.Length; i++)
        {
            _losses[i] = Moments.MeanSquareOf(i);
        }

        _leads.Begin(_losses.AsSpan(.._anchor.Length), _unit);
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
            _losses[OpinionLeads.Mixtures + i] = errors[i] * errors[i];
        }

        (_losses[0], _losses[Latest]) = (before * before, latest * latest);
        _leads.Add(_losses, mixed * mixed, _unit);
        _unit = (float)(_unit + (((mixed * mixed) - _unit) / UnitErrors));
        Moments.Add(errors, decay);
    }

    /// <summary>Says that weights are to be found anew when they are asked for next.</summary>
    public void Refresh() => Moments.Refresh();

    /// <summary>Goes on from the weights before a learning; see <see cref="ErrorMoments.Continue"/>. The leads begin anew: the backtest has seen what they had.</summary>
    public void Continue(HorizonWeights before) => Moments.Continue(before.Moments);

    public void CopyTo(HorizonWeights other)
    {
        Moments.CopyTo(other.Moments);
        _anchor.CopyTo(other._anchor, 0);
        _leads.CopyTo(other._leads);
        other._unit = _unit;
    }

    public void Write(BinaryWriter writer)
    {
        ForecastState.WriteAll<float>(writer, [.. Moments.Save(), .. _anchor, _unit]);
        _leads.Write(writer);
    }

    public void Read(BinaryReader reader)
    {
        ReadOnlySpan<float> saved = ForecastState.ReadAll<float>(reader);
        if (saved.Length <= _anchor.Length)
        {
            throw new ArgumentException("The state of an ensemble has weights of another number of members.");
        }

        Moments.Restore(saved[..^(_anchor.Length + 1)]);
        saved[^(_anchor.Length + 1)..^1].CopyTo(_anchor);
        _unit = saved[^1];
        _leads.Read(reader);
    }
}
