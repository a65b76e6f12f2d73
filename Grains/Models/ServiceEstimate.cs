using System.Collections.Immutable;
using Krewe.Scheduling.Metrics;
using Krewe.Scheduling.Queueing.Admission;

namespace Krewe.Grains.Models;

/// <summary>
/// What an execution of a model takes, as learned. Quantiles are read from the profile anew only when they can have moved: a request
/// that finds a free slot should not pay for a pass over all buckets. Owned by the model grain.
/// </summary>
internal sealed class ServiceEstimate
{
    /// <summary>Fewer executions say too little to refuse anybody by.</summary>
    private const int MinSamples = 8;

    private readonly ServiceTimeProfile _profile = new();
    private long _readAt = -1;
    private ServiceTimeEstimate? _current;
    private TimeSpan _least;

    public TimeSpan? P50 => _profile.P50;

    public TimeSpan? P99 => _profile.P99;

    /// <summary>What few executions fall short of; zero while too little is known.</summary>
    public TimeSpan Least => Current is null ? TimeSpan.Zero : _least;

    /// <summary>Null while too little is known.</summary>
    public ServiceTimeEstimate? Current
    {
        get
        {
            if (_profile.Samples < MinSamples)
            {
                return null;
            }

            // One in 32 of those in the window moves a median by no visible step.
            if (_current is null || _profile.Samples - _readAt >= Math.Min(16, _profile.Samples / 32))
            {
                _current = new ServiceTimeEstimate(_profile.P50!.Value, _profile.P90!.Value);
                _least = _profile.Quantile(0.05)!.Value;
                _readAt = _profile.Samples;
            }

            return _current;
        }
    }

    /// <summary>Milliseconds that a tenant is charged for an execution before it is known what it takes; 1 while nothing is known.</summary>
    public double Cost => Current is { } known ? Math.Max(0.001, known.Typical.TotalMilliseconds) : 1;

    /// <summary>Quantiles in seconds at evenly spaced probabilities; empty while too little is known.</summary>
    public ImmutableArray<double> Quantiles(int count) => _profile.Samples < MinSamples
        ? []
        : [.. Enumerable.Range(0, count).Select(i => _profile.Quantile((i + 0.5) / count)!.Value.TotalSeconds)];

    public void Record(TimeSpan serviceTime) => _profile.Record(serviceTime);
}
