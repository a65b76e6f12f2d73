namespace Krewe.Scheduling.Forecasting.Anomalies;

/// <summary>Finds spikes and drops by the forecast's own band, and level shifts by a run on one side of a slow level.</summary>
internal sealed class AnomalyDetector
{
    /// <summary>Numbers of <see cref="Save"/>.</summary>
    public const int Numbers = 4;

    // Widths of the band beyond its bound at which a rate is marked.
    private const double Beyond = 2;
    private const double SlowShare = 1.0 / 120;
    private const double ShiftWidths = 3;
    private const int ShiftSteps = 10;
    private const int Learning = 60;
    private double _level;
    private double _width;
    private int _run;
    private int _seen;

    /// <summary>Compares a rate with its forecast.</summary>
    /// <param name="rate">Requests in the step.</param>
    /// <param name="mean">What was forecast.</param>
    /// <param name="lower">Its 5 % bound.</param>
    /// <param name="upper">Its 95 % bound.</param>
    public static AnomalyKind? Compare(double rate, double mean, double lower, double upper)
    {
        // Counts vary by their root whatever the band has seen.
        var noise = Math.Sqrt(mean + 1);
        return rate > upper + (Beyond * Math.Max(upper - mean, 2 * noise)) ? AnomalyKind.Spike
            : rate < lower - (Beyond * Math.Max(mean - lower, noise)) ? AnomalyKind.Drop
            : null;
    }

    /// <summary>Follows what a step differs from its season; true at the step at which a level shift is sure.</summary>
    public bool Follow(double deviation, double noise)
    {
        if (_seen++ == 0)
        {
            _level = deviation;
            _width = noise;
        }

        var distance = deviation - _level;
        var far = Math.Abs(distance) > ShiftWidths * Math.Max(_width, noise);
        _run = !far ? 0 : Math.Sign(_run) == Math.Sign(distance) ? _run + Math.Sign(distance) : Math.Sign(distance);
        if (Math.Abs(_run) >= ShiftSteps && _seen > Learning)
        {
            (_level, _run) = (deviation, 0);
            return true;
        }

        // What is far away may be another level: it must not draw the old one after it before that is known.
        var share = _seen < Learning ? 1.0 / _seen : far ? 0 : SlowShare;
        _level += share * distance;
        _width += share * (Math.Abs(distance) - _width);
        return false;
    }

    public double[] Save() => [_level, _width, _run, _seen];

    public void Restore(ReadOnlySpan<double> saved) => (_level, _width, _run, _seen) = (saved[0], saved[1], (int)saved[2], (int)saved[3]);
}
