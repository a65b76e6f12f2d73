namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>Second moments of the members' errors at one horizon, older ones fading, and the weights that follow from them.</summary>
internal sealed class ErrorMoments
{
    // Fewer errors than this do not tell the members apart.
    public const int Least = 15;

    // As many errors as all that has been seen counts at most: those to come must be able to change it.
    private const int Most = 200;

    private readonly int _members;
    private readonly double _evenness;
    private readonly float[] _moments;
    private readonly double[] _weights;
    private bool _stale;

    /// <param name="weights">The weights before anything has been seen; their sum is 1.</param>
    /// <param name="evenness">See <see cref="SimplexWeights.Solve"/>.</param>
    public ErrorMoments(ReadOnlySpan<double> weights, double evenness)
    {
        _evenness = evenness;
        _members = weights.Length;
        _moments = new float[_members * (_members + 1) / 2];
        _weights = weights.ToArray();
    }

    /// <summary>Errors seen, faded like the moments.</summary>
    public float Count { get; private set; }

    /// <summary>The weights of the members: at least 0, sum 1.</summary>
    public ReadOnlySpan<double> Weights
    {
        get
        {
            if (_stale && Count >= Least)
            {
                Solve();
            }

            return _weights;
        }
    }

    /// <summary>Takes one error of each member.</summary>
    /// <param name="errors">Forecast minus rate.</param>
    /// <param name="decay">What earlier errors still count.</param>
    public void Add(ReadOnlySpan<double> errors, double decay)
    {
        // A mean, so that a later error changes it by the same share whatever has been seen.
        Count = (float)((Count * decay) + 1);
        var at = 0;
        for (var i = 0; i < _members; i++)
        {
            for (var j = 0; j <= i; j++, at++)
            {
                _moments[at] += (float)(((errors[i] * errors[j]) - _moments[at]) / Count);
            }
        }
    }

    /// <summary>The mean squared error that weights would have had.</summary>
    public double MeanSquareOf(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var (i, at) = (0, 0); i < _members; i++)
        {
            for (var j = 0; j <= i; j++, at++)
            {
                sum += (i == j ? 1 : 2) * weights[i] * weights[j] * _moments[at];
            }
        }

        return sum;
    }

    /// <summary>The mean squared error of one member.</summary>
    public double MeanSquareOf(int member) => _moments[(member * (member + 1) / 2) + member];

    /// <summary>Lets what was seen before a learning go on counting beside what its backtest has seen, each at most as much as the other.</summary>
    public void Continue(ErrorMoments before)
    {
        var (own, other) = (Math.Min(Count, Most), Math.Min(before.Count, Most));
        if (other == 0)
        {
            Count = own;
            return;
        }

        for (var i = 0; i < _moments.Length; i++)
        {
            _moments[i] = ((own * _moments[i]) + (other * before._moments[i])) / (own + other);
        }

        (Count, _stale) = (Math.Min(Most, own + other), true);
    }

    /// <summary>Says that weights are to be found anew when they are asked for next, and that what has been seen is of the past.</summary>
    public void Refresh() => (Count, _stale) = (Math.Min(Count, Most), true);

    public void CopyTo(ErrorMoments other)
    {
        _moments.CopyTo(other._moments, 0);
        _weights.CopyTo(other._weights, 0);
        (other.Count, other._stale) = (Count, _stale);
    }

    public IEnumerable<float> Save() => [.. _moments, .. _weights.Select(weight => (float)weight), Count, _stale ? 1 : 0];

    public void Restore(ReadOnlySpan<float> saved)
    {
        if (saved.Length != _moments.Length + _members + 2)
        {
            throw new ArgumentException("The state of an ensemble has errors of another number of members.", nameof(saved));
        }

        saved[.._moments.Length].CopyTo(_moments);
        for (var member = 0; member < _members; member++)
        {
            _weights[member] = saved[_moments.Length + member];
        }

        (Count, _stale) = (saved[^2], saved[^1] != 0);
    }

    private void Solve()
    {
        _stale = false;
        Span<double> full = stackalloc double[_members * _members];
        var at = 0;
        for (var i = 0; i < _members; i++)
        {
            for (var j = 0; j <= i; j++, at++)
            {
                full[(i * _members) + j] = full[(j * _members) + i] = _moments[at];
            }
        }

        SimplexWeights.Solve(full, _evenness, _weights);
        for (var member = 0; member < _members; member++)
        {
            // As they are stored, so that a restart weighs the same.
            _weights[member] = (float)_weights[member];
        }
    }
}
