using MathNet.Numerics.Distributions;

namespace Krewe.Scheduling.Forecasting.Quantiles;

/// <summary>
/// Quantiles of the ensemble's error at one horizon, in units of an expected spread. They begin as those of the backtest; then each
/// follows its own coverage: up a little when the rate was above it, down a little otherwise, in such a proportion that it comes to
/// rest where the share of rates below it is right (Gibbs, Candès: NeurIPS 2021; Angelopoulos, Candès, Tibshirani: NeurIPS 2023). No
/// assumption about the series is needed for that.
/// </summary>
internal sealed class QuantileTracker
{
    /// <summary>The probabilities that are tracked, ascending.</summary>
    public static readonly double[] Levels = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    // Share of the band's half width by which a bound moves when it has been passed.
    private const double Gain = 0.06;
    private const double LeastWidth = 0.1;
    private static readonly double[] Scores = [.. Levels.Select(level => Normal.InvCDF(0, 1, level))];
    private readonly float[] _bounds = [-1.6f, -0.7f, 0, 0.7f, 1.6f, 2.3f];

    /// <summary>The bounds, one for each of <see cref="Levels"/>, ascending.</summary>
    public ReadOnlySpan<float> Bounds => _bounds;

    /// <summary>The bound of a probability, interpolated between those that are tracked and held outside of them.</summary>
    public double At(double level)
    {
        var (above, share) = Between(level);
        return share >= 1 ? _bounds[above] : _bounds[above - 1] + (((double)_bounds[above] - _bounds[above - 1]) * share);
    }

    /// <summary>Where a probability lies among those that are tracked: the one above it, and how far it is from the one below to that one, above 0 to 1, as a normal distribution has it.</summary>
    public static (int Above, double Share) Between(double level)
    {
        var above = Array.FindIndex(Levels, tracked => tracked >= level);
        return above switch
        {
            < 0 => (Levels.Length - 1, 1),
            0 => (0, 1),
            // Not by the line between two: its rounding could pass the bound above.
            _ when Levels[above] == level => (above, 1),
            _ => (above, Math.Min(1, (Normal.InvCDF(0, 1, level) - Scores[above - 1]) / (Scores[above] - Scores[above - 1]))),
        };
    }

    /// <summary>Begins with the quantiles of a sample.</summary>
    /// <param name="errors">Rate minus forecast, in spreads; is sorted. Too few leave what is there.</param>
    public void Begin(List<double> errors)
    {
        if (errors.Count < 20)
        {
            return;
        }

        errors.Sort();
        for (var i = 0; i < Levels.Length; i++)
        {
            // The finite-sample correction of conformal prediction: one more than the share of those seen.
            var rank = Levels[i] >= 0.5 ? Math.Ceiling(Levels[i] * (errors.Count + 1)) - 1 : Math.Floor(Levels[i] * (errors.Count + 1)) - 1;
            _bounds[i] = (float)errors[(int)Math.Clamp(rank, 0, errors.Count - 1)];
        }
    }

    /// <summary>Takes one error, in spreads.</summary>
    public void Add(double error)
    {
        var width = Math.Max(LeastWidth, (_bounds[4] - _bounds[0]) / 2);
        for (var i = 0; i < Levels.Length; i++)
        {
            _bounds[i] += (float)(Gain * width * (Levels[i] - (error <= _bounds[i] ? 1 : 0)));
        }

        Array.Sort(_bounds);
    }

    /// <summary>Meets half way what another one has come to.</summary>
    public void Blend(QuantileTracker other)
    {
        for (var i = 0; i < _bounds.Length; i++)
        {
            _bounds[i] = (_bounds[i] + other._bounds[i]) / 2;
        }
    }

    public void CopyTo(QuantileTracker other) => _bounds.CopyTo(other._bounds, 0);

    public IEnumerable<float> Save() => _bounds;

    public void Restore(ReadOnlySpan<float> saved) => saved[.._bounds.Length].CopyTo(_bounds);
}
