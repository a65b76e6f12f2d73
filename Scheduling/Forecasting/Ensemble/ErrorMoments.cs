namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>Second moments of the members' errors at one horizon, older ones fading, and the weights that follow from them.</summary>
internal sealed class ErrorMoments
{
    private readonly int _members;
    private readonly float[] _moments;
    private readonly double[] _weights;
    private bool _stale;

    public ErrorMoments(int members)
    {
        _members = members;
        _moments = new float[members * (members + 1) / 2];
        _weights = new double[members];
        _weights.AsSpan().Fill(1.0 / members);
    }

    /// <summary>Errors seen, faded like the moments.</summary>
    public double Count { get; private set; }

    /// <summary>The weights of the members: at least 0, sum 1.</summary>
    public ReadOnlySpan<double> Weights
    {
        get
        {
            if (_stale)
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
        Count = (Count * decay) + 1;
        var at = 0;
        for (var i = 0; i < _members; i++)
        {
            for (var j = 0; j <= i; j++, at++)
            {
                _moments[at] += (float)(((errors[i] * errors[j]) - _moments[at]) / Count);
            }
        }
    }

    /// <summary>Says that weights are to be found anew when they are asked for next.</summary>
    public void Refresh() => _stale = true;

    public void CopyTo(ErrorMoments other)
    {
        _moments.CopyTo(other._moments, 0);
        (other.Count, other._stale) = (Count, true);
    }

    public IEnumerable<float> Save() => [.. _moments, (float)Count];

    public void Restore(ReadOnlySpan<float> saved)
    {
        saved[.._moments.Length].CopyTo(_moments);
        (Count, _stale) = (saved[_moments.Length], true);
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

        SimplexWeights.Solve(full, _weights);
    }
}
