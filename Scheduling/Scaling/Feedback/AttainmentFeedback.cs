namespace Krewe.Scheduling.Scaling.Feedback;

/// <summary>
/// Tunes the safety margin by itself: the tolerance with which replicas are planned moves until the share of late requests that is observed
/// is the one that is promised. When forecasts are worse than they believe, more are late than planned, and the plan gets more careful;
/// when nothing is late, it gets bolder, slowly. It keeps an account of late requests, in the logarithm of the tolerance and with bounds, so that the
/// share over a long time is the promised one whatever the plan gets wrong (as adaptive conformal bounds do: Gibbs, Candès, NeurIPS 2021). What
/// is beyond the bounds is forgotten: an outage of hours is not paid back.
/// </summary>
public sealed class AttainmentFeedback
{
    // A time in which nobody is late makes the tolerance larger by this part, for each usual number of requests.
    private const double Gain = 0.008;

    // The account is kept for a little less than may be late, so that it is in order at any time and not only on average.
    private const double Reserve = 0.97;
    private const double FewRequests = 0.5;

    // An outage ends at a tenth of the promise: below it, replicas cost and save next to nothing.
    private const double MostTimes = 30;
    private const double LeastTimes = 10;
    private readonly double _goal;
    private readonly double _least;
    private readonly double _most;
    private double _usual;
    private double _late;
    private double _arrived;

    /// <summary>Begins with the goal as the tolerance.</summary>
    /// <param name="goal">The share of requests that may be late, above 0, below 1.</param>
    public AttainmentFeedback(double goal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(goal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(goal, 1);
        (_goal, Tolerance, _least, _most) = (goal, goal, goal / LeastTimes, Math.Min(0.5, goal * MostTimes));
    }

    /// <summary>Goes on with a tolerance that was found before.</summary>
    /// <param name="goal">The share of requests that may be late, above 0, below 1.</param>
    /// <param name="tolerance">The tolerance; held within the bounds.</param>
    public AttainmentFeedback(double goal, double tolerance)
        : this(goal) => Begin(tolerance);

    /// <summary>Begins anew with a tolerance; the account is kept from there.</summary>
    /// <param name="tolerance">The tolerance; held within the bounds.</param>
    public void Begin(double tolerance) => Tolerance = double.IsFinite(tolerance) ? Math.Clamp(tolerance, _least, _most) : _goal;

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
        _usual = _usual == 0 ? arrived : _usual + ((1 - memory) * (arrived - _usual));

        // In proportion to what was late more or less than promised, so that all moves together are the account of the promise: where it comes back
        // to where it was, the promise has been kept exactly. Few requests say little, so few move little.
        var unit = Math.Max(_usual, FewRequests / _goal);
        Tolerance = Math.Clamp(Tolerance * Math.Exp(Gain * (arrived - (late / (Reserve * _goal))) / unit), _least, _most);
    }
}
