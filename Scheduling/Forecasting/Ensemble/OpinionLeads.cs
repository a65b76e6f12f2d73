namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>
/// How much of the word each opinion has at one horizon: mixtures of members, and each member alone. Exponential weights by squared error
/// (Vovk: COLT 1990), fading (Herbster, Warmuth: Machine Learning 1998), which lose little to the best opinion of the day whichever it
/// is. A member alone begins with as little as its backtest was bad, so that a lucky stretch (a night of zeros) does not put the word
/// into its hands. Neighbouring horizons hear each other: their best opinion is mostly the same, and each has seen few errors.
/// </summary>
internal sealed class OpinionLeads
{
    /// <summary>Opinions that are mixtures; they come first.</summary>
    public const int Mixtures = 2;

    // The word before anything is known; all members alone have the rest.
    private const double BacktestShare = 0.1;
    private const double LatestShare = 0.2;

    // What an error in units of the mean squared one moves; less where errors overlap, as those of far horizons do.
    private const double Rate = 0.1;
    private const double MostOverlap = PendingForecasts.MostPlaces;
    private const double Fade = 0.998;

    // Errors that a backtest counts as: it has seen more, but not this day.
    private const double BacktestErrors = 6;
    private const double Neighbour = 0.7;

    // What one error can move at most, in units, and how far one can fall behind: what is more only makes the way back longer.
    private const double MostMove = 20;
    private const double MostBehind = 60;
    private const double Least = 1e-9;

    private readonly double _rate;
    private readonly float[] _leads;
    private readonly float[] _begin;
    private readonly double[] _shares;
    private OpinionLeads? _nearer;
    private OpinionLeads? _farther;

    /// <param name="members">Members of the ensemble.</param>
    /// <param name="horizon">Steps ahead, from 1.</param>
    public OpinionLeads(int members, int horizon)
    {
        _rate = Rate / Math.Sqrt(Math.Min(horizon, MostOverlap));
        (_leads, _begin, _shares) = (new float[Mixtures + members], new float[Mixtures + members], new double[Mixtures + members]);
        (_begin[0], _begin[1]) = ((float)Math.Log(BacktestShare), (float)Math.Log(LatestShare));
        // Before a backtest nothing speaks for a member alone.
        _begin.AsSpan(Mixtures..).Fill((float)-MostBehind);
    }

    /// <summary>The share of the word of each opinion; sum 1.</summary>
    public ReadOnlySpan<double> Shares
    {
        get
        {
            var most = double.NegativeInfinity;
            for (var i = 0; i < _shares.Length; i++)
            {
                _shares[i] = _begin[i] + _leads[i] + Around(i);
                most = Math.Max(most, _shares[i]);
            }

            var sum = 0.0;
            for (var i = 0; i < _shares.Length; i++)
            {
                sum += _shares[i] = Math.Exp(_shares[i] - most);
            }

            for (var i = 0; i < _shares.Length; i++)
            {
                _shares[i] /= sum;
            }

            return _shares;
        }
    }

    /// <summary>Has this horizon and the one after it hear each other.</summary>
    public void Join(OpinionLeads farther) => (_farther, farther._nearer) = (farther, this);

    /// <summary>Begins with what a backtest has seen.</summary>
    /// <param name="squares">The mean squared error of each member.</param>
    /// <param name="mixture">That of the mixture.</param>
    public void Begin(ReadOnlySpan<double> squares, double mixture)
    {
        var share = Math.Log((1 - BacktestShare - LatestShare) / squares.Length);
        for (var i = 0; i < squares.Length; i++)
        {
            // As it is stored, so that a restart weighs the same.
            _begin[Mixtures + i] = (float)(Half)Math.Max(-MostBehind, share - (BacktestErrors * Math.Log(Math.Max(Least, squares[i]) / Math.Max(Least, mixture))));
        }

        Array.Clear(_leads);
    }

    /// <summary>Takes one squared error of each opinion.</summary>
    /// <param name="squares">Of the opinions, mixtures first.</param>
    /// <param name="mixed">Of what was said.</param>
    /// <param name="unit">The mean squared error of late.</param>
    public void Add(ReadOnlySpan<double> squares, double mixed, double unit)
    {
        var top = float.NegativeInfinity;
        for (var i = 0; i < _leads.Length; i++)
        {
            var better = Math.Clamp((mixed - squares[i]) / Math.Max(Least, unit), -MostMove, MostMove);
            _leads[i] = (float)((Fade * _leads[i]) + (_rate * better));
            top = Math.Max(top, _leads[i]);
        }

        for (var i = 0; i < _leads.Length; i++)
        {
            _leads[i] = Math.Max(_leads[i], top - (float)MostBehind);
        }
    }

    public void CopyTo(OpinionLeads other)
    {
        _leads.CopyTo(other._leads, 0);
        _begin.CopyTo(other._begin, 0);
    }

    public void Write(BinaryWriter writer)
    {
        ForecastState.WriteAll<float>(writer, _leads);
        ForecastState.WriteAll<Half>(writer, [.. _begin.Skip(Mixtures).Select(begin => (Half)begin)]);
    }

    public void Read(BinaryReader reader)
    {
        var leads = ForecastState.ReadAll<float>(reader);
        var begin = ForecastState.ReadAll<Half>(reader);
        if (leads.Length != _leads.Length || begin.Length != _leads.Length - Mixtures)
        {
            throw new ArgumentException("The state of an ensemble has opinions of another number of members.");
        }

        leads.CopyTo(_leads, 0);
        for (var i = 0; i < begin.Length; i++)
        {
            _begin[Mixtures + i] = (float)begin[i];
        }
    }

    // The leads of the two horizons on either side, the nearer one more.
    private double Around(int opinion) =>
        (Neighbour * ((_nearer?._leads[opinion] ?? 0) + (_farther?._leads[opinion] ?? 0)))
        + (Neighbour * Neighbour * ((_nearer?._nearer?._leads[opinion] ?? 0) + (_farther?._farther?._leads[opinion] ?? 0)));
}
