namespace Krewe.Scheduling.Queueing.Batching;

/// <summary>
/// What a batch takes, as a straight line over its size: what a device does at once for all, and what each request adds. Fitted by least
/// squares in which older executions fade; where only one size was seen, all of it counts as fixed.
/// </summary>
public sealed class BatchTimes
{
    private readonly double _keep;
    private double _weight;
    private double _size;
    private double _time;
    private double _sizeSquared;
    private double _sizeTime;
    private double _deviation;
    private double _deviationWeight;

    /// <summary>Creates an empty fit.</summary>
    /// <param name="window">Number of batches over which it forgets, above 1.</param>
    public BatchTimes(double window = 256)
    {
        if (!(window > 1 && double.IsFinite(window)))
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, "The window is a number of batches above 1.");
        }

        _keep = 1 - (1 / window);
    }

    /// <summary>Whether anything was recorded.</summary>
    public bool IsKnown => _weight > 0;

    /// <summary>A batch ended.</summary>
    /// <param name="size">Requests in it, at least 1.</param>
    /// <param name="serviceTime">What it took; negative counts as zero.</param>
    public void Record(int size, TimeSpan serviceTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        double time = Math.Max(0, serviceTime.Ticks);
        if (Of(size) is { Ticks: > 0 } expected)
        {
            _deviation = (_deviation * _keep) + Math.Abs((time / expected.Ticks) - 1);
            _deviationWeight = (_deviationWeight * _keep) + 1;
        }

        _weight = (_weight * _keep) + 1;
        _size = (_size * _keep) + size;
        _time = (_time * _keep) + time;
        _sizeSquared = (_sizeSquared * _keep) + ((double)size * size);
        _sizeTime = (_sizeTime * _keep) + (size * time);
    }

    /// <summary>
    /// What most batches of this size do not exceed: the expected time and, on top, twice the mean of what batches were off by, which is
    /// the 95 % quantile of a normal distribution.
    /// </summary>
    /// <param name="size">Requests in it, at least 1.</param>
    /// <returns>The time; null while nothing is known.</returns>
    public TimeSpan? CautiousOf(int size) => Of(size) is { } time ? time * (1 + (_deviationWeight > 0 ? 2 * _deviation / _deviationWeight : 0)) : null;

    /// <summary>What a batch of this size is expected to take.</summary>
    /// <param name="size">Requests in it, at least 1.</param>
    /// <returns>The time; null while nothing is known.</returns>
    public TimeSpan? Of(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (!IsKnown)
        {
            return null;
        }

        var (meanSize, meanTime) = (_size / _weight, _time / _weight);
        var spread = (_sizeSquared / _weight) - (meanSize * meanSize);
        // More requests never take less time; a slope from sizes that are all alike is noise.
        var slope = spread < 1e-6 ? 0 : Math.Max(0, ((_sizeTime / _weight) - (meanSize * meanTime)) / spread);
        return TimeSpan.FromTicks((long)Math.Max(0, meanTime + (slope * (size - meanSize))));
    }
}
