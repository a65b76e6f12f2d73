using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace Krewe.Scheduling.Scaling.Service;

/// <summary>
/// How long something takes, as quantiles at evenly spaced probabilities: what is measured can be given as it is, and no family of
/// distributions is assumed. Immutable; two of the same quantiles are equal.
/// </summary>
public sealed class TimeDistribution : IEquatable<TimeDistribution>
{
    private const int Points = 1024;
    private readonly ImmutableArray<double> _quantiles;

    // Made when it is asked for first.
    private TimeDistribution? _residual;

    private TimeDistribution(ImmutableArray<double> quantiles)
    {
        _quantiles = quantiles;
        Mean = quantiles.Average();
        var variance = quantiles.Average(time => (time - Mean) * (time - Mean));
        Variability = Mean > 0 ? variance / (Mean * Mean) : 0;
    }

    /// <summary>The mean, in seconds.</summary>
    public double Mean { get; }

    /// <summary>The squared coefficient of variation: 0 for constant times, 1 for exponential ones.</summary>
    public double Variability { get; }

    /// <summary>How long somebody still takes who is met at any moment: longer times are met more often, and anywhere within them.</summary>
    public TimeDistribution Residual => _residual ??= ResidualOf();

    /// <summary>Takes measured times.</summary>
    /// <param name="seconds">At least one, each finite and at least 0, in any order.</param>
    /// <exception cref="ArgumentException">There is none, or one is no time.</exception>
    public static TimeDistribution Measured(IEnumerable<double> seconds)
    {
        ArgumentNullException.ThrowIfNull(seconds);
        var sorted = seconds.Order().ToImmutableArray();
        return sorted.IsEmpty || !double.IsFinite(sorted[^1]) || !(sorted[0] >= 0)
            ? throw new ArgumentException("A distribution needs measured times, each finite and at least 0 seconds.", nameof(seconds))
            : new TimeDistribution(sorted);
    }

    /// <summary>Always the same time.</summary>
    public static TimeDistribution Constant(double seconds) => Measured([seconds]);

    /// <summary>Lognormal times beyond a smallest one.</summary>
    /// <param name="shape">Standard deviation of the logarithm, above 0.</param>
    /// <param name="location">The smallest time, in seconds, at least 0.</param>
    /// <param name="scale">The median beyond the smallest time, in seconds, above 0.</param>
    public static TimeDistribution Lognormal(double shape, double location, double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(location);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return new TimeDistribution([.. Enumerable.Range(0, Points).Select(i => location + (scale * Math.Exp(shape * Normal.InvCDF(0, 1, (i + 0.5) / Points))))]);
    }

    /// <summary>The time that a share of all stay below.</summary>
    /// <param name="probability">0 to 1; held at the outermost points.</param>
    public double Quantile(double probability)
    {
        var place = Math.Clamp((probability * _quantiles.Length) - 0.5, 0, _quantiles.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, _quantiles.Length - 1);
        return _quantiles[below] + ((place - below) * (_quantiles[above] - _quantiles[below]));
    }

    /// <inheritdoc/>
    public bool Equals(TimeDistribution? other) =>
        ReferenceEquals(this, other) || (other is not null && Mean.Equals(other.Mean) && _quantiles.AsSpan().SequenceEqual(other._quantiles.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TimeDistribution);

    /// <inheritdoc/>
    public override int GetHashCode() => Mean.GetHashCode();

    // Its density is the share of longer times, by the mean: constant between two quantiles.
    private TimeDistribution ResidualOf()
    {
        if (Mean <= 0)
        {
            return this;
        }

        var points = new double[Points];
        var (at, passed, from) = (0, 0.0, 0.0);
        for (var i = 0; i < Points; i++)
        {
            var sought = (i + 0.5) / Points * Mean;
            double Part() => (_quantiles[at] - from) * (_quantiles.Length - at) / _quantiles.Length;
            while (at < _quantiles.Length - 1 && passed + Part() < sought)
            {
                passed += Part();
                from = _quantiles[at++];
            }

            points[i] = Math.Min(_quantiles[at], from + ((sought - passed) * _quantiles.Length / (_quantiles.Length - at)));
        }

        return new TimeDistribution([.. points]);
    }

    /// <summary>The share of times that are longer than one.</summary>
    /// <param name="seconds">Any number; a negative one is passed by all.</param>
    public double ShareAbove(double seconds)
    {
        var (low, high) = (0, _quantiles.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _quantiles[middle] > seconds ? (low, middle) : (middle + 1, high);
        }

        return 1 - ((double)low / _quantiles.Length);
    }
}
