using System.Collections.Immutable;
using Krewe.Scaling;
using Krewe.Scheduling.Metrics;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Queueing.Batching;

namespace Krewe.Grains.Models.Profiles;

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
    private ServiceTimeEstimate? _execution;
    private ServiceTimeEstimate? _current;
    private TimeSpan _least;
    private TimeSpan _tail;

    public TimeSpan? P50 => _profile.P50;

    public TimeSpan? P99 => _profile.P99;

    /// <summary>The largest batch; 1 where each request is executed by itself. Batches are learned from then on.</summary>
    public int MaxBatch { get; set; } = 1;

    /// <summary>What batches take by their size.</summary>
    public BatchTimes Batches { get; } = new();

    /// <summary>What few executions fall short of; zero while too little is known.</summary>
    public TimeSpan Least => Execution is null ? TimeSpan.Zero : _least;

    /// <summary>What few executions exceed; null while too little is known.</summary>
    public TimeSpan? Tail => Execution is null ? null : _tail;

    /// <summary>What an execution takes, of a batch as well; null while too little is known.</summary>
    public ServiceTimeEstimate? Execution
    {
        get
        {
            Read();
            return _execution;
        }
    }

    /// <summary>
    /// What those that wait take of a slot each, and the next one by itself; null while too little is known. With batches what waits drains in
    /// full ones.
    /// </summary>
    public ServiceTimeEstimate? Current
    {
        get
        {
            Read();
            return _current;
        }
    }

    /// <summary>Milliseconds that a tenant is charged for an execution before it is known what it takes; 1 while nothing is known.</summary>
    public double Cost => Current is { } known ? Math.Max(0.001, known.Typical.TotalMilliseconds) : 1;

    /// <summary>Quantiles in seconds at evenly spaced probabilities; empty while too little is known.</summary>
    public ImmutableArray<double> Quantiles(int count) => _profile.Samples < MinSamples
        ? []
        : [.. Enumerable.Range(0, count).Select(i => _profile.Quantile((i + 0.5) / count)!.Value.TotalSeconds)];

    /// <summary>What batches take, for plans; null without batches, or while too little is known.</summary>
    /// <param name="rows">Rows that a request usually has.</param>
    /// <param name="timeout">No batch is larger than what most often is done within it.</param>
    public BatchLoad? BatchLoad(double rows, TimeSpan timeout)
    {
        var (size, single) = ((int)(MaxBatch / Math.Max(1, rows)), (int)Math.Round(Math.Max(1, rows)));
        while (size > 1 && Batches.CautiousOf((int)(size * Math.Max(1, rows))) > timeout)
        {
            size--;
        }

        return size < 2 || _profile.Samples < MinSamples || Batches.Of((int)(size * Math.Max(1, rows))) is not { Ticks: > 0 } full || Batches.Of(single) is not { Ticks: > 0 } alone
            ? null
            : new BatchLoad(size, full.TotalSeconds, Math.Min(full.TotalSeconds, alone.TotalSeconds), ((Batches.CautiousOf(single)!.Value / alone) - 1) / 2);
    }

    /// <summary>An execution ended.</summary>
    /// <param name="serviceTime">What it took.</param>
    /// <param name="rows">How much was executed together.</param>
    public void Record(TimeSpan serviceTime, int rows = 1)
    {
        _profile.Record(serviceTime);
        if (MaxBatch > 1)
        {
            Batches.Record(rows, serviceTime);
        }
    }

    private void Read()
    {
        // One in 32 of those in the window moves a median by no visible step.
        if (_profile.Samples < MinSamples || (_execution is not null && _profile.Samples - _readAt < Math.Min(16, _profile.Samples / 32)))
        {
            return;
        }

        _execution = _current = new ServiceTimeEstimate(_profile.P50!.Value, _profile.P90!.Value);
        _least = _profile.Quantile(0.05)!.Value;
        _tail = _profile.Quantile(0.95)!.Value;
        _readAt = _profile.Samples;
        if (MaxBatch > 1 && Batches.Of(MaxBatch) is { } full && Batches.CautiousOf(1) is { } alone)
        {
            _current = new ServiceTimeEstimate(full / MaxBatch, alone);
            _least = Batches.Of(1) is { } one && one < _least ? one : _least;
        }
    }
}
