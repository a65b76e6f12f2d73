namespace Krewe.Scheduling.Scaling.Demand;

/// <summary>
/// What the minute that runs will come to: the forecast made before it began, put together with what has arrived in it so far, each by
/// its certainty. Arrivals are taken as Poisson, so that a part of a minute says the more the longer it is.
/// </summary>
public readonly record struct RunningMinute
{
    private const double MinuteSeconds = 60;

    /// <summary>Puts both together.</summary>
    /// <param name="mean">Requests that were expected in the whole minute, at least 0.</param>
    /// <param name="deviation">How far that was expected to be off, one standard deviation, at least 0.</param>
    /// <param name="arrived">Requests that have arrived in it, at least 0.</param>
    /// <param name="seconds">Seconds of it that have passed, 0 to 60.</param>
    public RunningMinute(double mean, double deviation, double arrived, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(arrived);
        if (seconds <= 0)
        {
            (Mean, Deviation) = (mean, deviation);
            return;
        }

        var part = Math.Min(seconds, MinuteSeconds) / MinuteSeconds;
        var seen = arrived / part;
        var before = Math.Max(deviation * deviation, 1e-9);

        // The rate behind what was seen is not known; the forecast and the count say about the same of it.
        var noise = Math.Max(1, (mean + seen) / 2) / part * (1 - (part * 0.999));
        Mean = ((mean / before) + (seen / noise)) / ((1 / before) + (1 / noise));
        Deviation = Math.Sqrt(1 / ((1 / before) + (1 / noise)));
    }

    /// <summary>Requests expected in the whole minute now.</summary>
    public double Mean { get; }

    /// <summary>How far that may be off, one standard deviation.</summary>
    public double Deviation { get; }
}
