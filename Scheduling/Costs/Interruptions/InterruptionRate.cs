namespace Krewe.Scheduling.Costs.Interruptions;

/// <summary>
/// How often a machine of a group is taken back: what was said of it counts as if it had been seen for a day, and what is seen is added (the mean of
/// a gamma distribution after Poisson events).
/// </summary>
/// <param name="Hours">Machine hours that were seen, at least 0.</param>
/// <param name="Interruptions">Interruptions in them, at least 0.</param>
public sealed record InterruptionRate(double Hours, int Interruptions)
{
    private const double GuessHours = 24;

    /// <summary>Nothing was seen.</summary>
    public static InterruptionRate Unseen { get; } = new(0, 0);

    /// <summary>The expected interruptions of a machine in an hour.</summary>
    /// <param name="guess">What was said, in interruptions an hour, at least 0.</param>
    public double PerHour(double guess) => ((guess * GuessHours) + Interruptions) / (GuessHours + Hours);
}
