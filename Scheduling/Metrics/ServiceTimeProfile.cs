using System.Collections.Immutable;

namespace Krewe.Scheduling.Metrics;

/// <summary>
/// What one execution takes, learned as executions end: a histogram with a relative error of at most 5 % between 1 µs and one
/// day, in which an execution that lies k executions back weighs (1 - 1 / window)^k. Memory is bounded; recording is O(1) in
/// the number of executions and allocates nothing. Not safe for concurrent use.
/// </summary>
public sealed class ServiceTimeProfile
{
    /// <summary>The default number of executions over which a profile forgets.</summary>
    public const double DefaultWindow = 512;

    /// <summary>An execution counts in <see cref="Mean"/> as at most this many medians, so that one hung call does not look like a slow model.</summary>
    public const double OutlierFactor = 10;

    // Weights grow instead of all others shrinking; they are scaled back long before a double loses digits.
    private const double Rescale = 1e12;
    private readonly double[] _weights = new double[LogBuckets.Count];
    private readonly double _growth;
    private double _nextWeight = 1;

    /// <summary>Creates an empty profile.</summary>
    /// <param name="window">Number of executions over which it forgets, above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not above 1.</exception>
    public ServiceTimeProfile(double window = DefaultWindow)
    {
        if (!(window > 1 && double.IsFinite(window)))
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, "The window is a number of executions above 1.");
        }

        Window = window;
        _growth = 1 / (1 - (1 / window));
    }

    /// <summary>Number of executions over which the profile forgets.</summary>
    public double Window { get; }

    /// <summary>Executions recorded in all, also those long forgotten.</summary>
    public long Samples { get; private set; }

    /// <summary>The mean, each execution counted as at most <see cref="OutlierFactor"/> medians; null while nothing is recorded.</summary>
    public TimeSpan? Mean
    {
        get
        {
            if (Quantile(0.5) is not { } median)
            {
                return null;
            }

            var most = median.Ticks * OutlierFactor;
            var (sum, total) = (0.0, 0.0);
            for (var bucket = 0; bucket < _weights.Length; bucket++)
            {
                sum += _weights[bucket] * Math.Min(most, LogBuckets.ValueOf(bucket));
                total += _weights[bucket];
            }

            return TimeSpan.FromTicks((long)Math.Round(sum / total));
        }
    }

    /// <summary>The median; null while nothing is recorded.</summary>
    public TimeSpan? P50 => Quantile(0.5);

    /// <summary>The 90 % quantile; null while nothing is recorded.</summary>
    public TimeSpan? P90 => Quantile(0.9);

    /// <summary>The 99 % quantile; null while nothing is recorded.</summary>
    public TimeSpan? P99 => Quantile(0.99);

    /// <summary>Restores a profile; it goes on exactly as the one that was saved.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="ArgumentException">The state contradicts itself, or comes from other buckets.</exception>
    public static ServiceTimeProfile Restore(ServiceTimeProfileState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Buckets.Length != state.Weights.Length || state.Samples < 0 || !(state.NextWeight > 0)
            || state.Buckets.Any(bucket => bucket < 0 || bucket >= LogBuckets.Count) || state.Weights.Any(weight => !(weight >= 0)))
        {
            throw new ArgumentException("The state of a service time profile has buckets or weights outside their range.", nameof(state));
        }

        var profile = new ServiceTimeProfile(state.Window) { Samples = state.Samples, _nextWeight = state.NextWeight };
        for (var at = 0; at < state.Buckets.Length; at++)
        {
            profile._weights[state.Buckets[at]] = state.Weights[at];
        }

        return profile;
    }

    /// <summary>Records one execution that ended.</summary>
    /// <param name="serviceTime">What it took; negative (a clock that was set back) counts as zero.</param>
    public void Record(TimeSpan serviceTime)
    {
        _weights[LogBuckets.IndexOf(Math.Max(0, serviceTime.Ticks))] += _nextWeight;
        _nextWeight *= _growth;
        Samples++;
        if (_nextWeight > Rescale)
        {
            ScaleBack();
        }
    }

    /// <summary>The time that a share of executions does not exceed, within 5 %; times below 1 µs are given as 1 µs.</summary>
    /// <param name="share">0 to 1.</param>
    /// <returns>The time; null while nothing is recorded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0 to 1.</exception>
    public TimeSpan? Quantile(double share)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile's share lies between 0 and 1.");
        }

        var target = share * _weights.Sum();
        var (reached, last) = (0.0, -1);
        for (var bucket = 0; bucket < _weights.Length; bucket++)
        {
            if (_weights[bucket] > 0)
            {
                (reached, last) = (reached + _weights[bucket], bucket);
                if (reached >= target)
                {
                    break;
                }
            }
        }

        return last < 0 ? null : TimeSpan.FromTicks((long)Math.Round(LogBuckets.ValueOf(last)));
    }

    /// <summary>The profile as an immutable record.</summary>
    /// <returns>What <see cref="Restore"/> takes.</returns>
    public ServiceTimeProfileState Save()
    {
        var buckets = Enumerable.Range(0, _weights.Length).Where(bucket => _weights[bucket] > 0).ToImmutableArray();
        return new ServiceTimeProfileState(Window, Samples, _nextWeight, buckets, [.. buckets.Select(bucket => _weights[bucket])]);
    }

    private void ScaleBack()
    {
        for (var bucket = 0; bucket < _weights.Length; bucket++)
        {
            // What weighs less than this beside the newest execution can move no quantile by a visible step.
            var scaled = _weights[bucket] / _nextWeight;
            _weights[bucket] = scaled < 1e-9 ? 0 : scaled;
        }

        _nextWeight = 1;
    }
}
