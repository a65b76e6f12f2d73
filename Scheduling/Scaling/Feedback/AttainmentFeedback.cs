namespace Krewe.Scheduling.Scaling.Feedback;

/// <summary>
/// Tunes the safety margin by itself: the tolerance with which replicas are planned moves until the share of late requests that is observed
/// is the one that is promised. When forecasts are worse than they believe, more are late than planned, and the plan gets more careful;
/// when nothing is late, it gets bolder, slowly. An integral controller in the logarithm, with bounds.
/// </summary>
public sealed class AttainmentFeedback
{
    private const double Gain = 0.1;
    private const double LargestMove = 0.25;
    private readonly double _goal;
    private readonly double _least;
    private readonly double _most;
    private double _late;
    private double _arrived;

    /// <summary>Begins with the goal as the tolerance.</summary>
    /// <param name="goal">The share of requests that may be late, above 0, below 1.</param>
    public AttainmentFeedback(double goal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(goal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(goal, 1);
        (_goal, Tolerance, _least, _most) = (goal, goal, goal / 30, Math.Min(0.5, goal * 30));
    }

    /// <summary>Goes on with a tolerance that was found before.</summary>
    /// <param name="goal">The share of requests that may be late, above 0, below 1.</param>
    /// <param name="tolerance">The tolerance; held within the bounds.</param>
    public AttainmentFeedback(double goal, double tolerance)
        : this(goal) => Tolerance = double.IsFinite(tolerance) ? Math.Clamp(tolerance, _least, _most) : goal;

    /// <summary>The goal.</summary>
    public double Goal => _goal;

    /// <summary>Whether anything was observed.</summary>
    public bool HasSeen => _arrived > 0;

    /// <summary>The tolerance to plan with.</summary>
    public double Tolerance { get; private set; }

    /// <summary>The share of late requests, older ones fading.</summary>
    public double LateShare => _arrived > 0 ? _late / _arrived : 0;

    /// <summary>Takes what has been observed since the last time.</summary>
    /// <param name="arrived">Requests that were answered or dropped, at least 0.</param>
    /// <param name="late">Those of them that were late, at least 0.</param>
    /// <param name="memory">What earlier observations still count, 0 to below 1.</param>
    public void Observe(double arrived, double late, double memory = 0.98)
    {
        _arrived = (memory * _arrived) + arrived;
        _late = (memory * _late) + late;
        if (_arrived > 0)
        {
            // One late request in what is remembered is not told from none.
            var seen = (_late + 0.5) / (_arrived + (0.5 / _goal));
            Tolerance = Math.Clamp(Tolerance * Math.Exp(Math.Clamp(Gain * Math.Log(_goal / seen), -LargestMove, LargestMove)), _least, _most);
        }
    }
}
