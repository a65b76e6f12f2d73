namespace Krewe.Scheduling.Placement.Problems;

/// <summary>
/// What counts how much when plans for a fleet are compared; all weights are added up. The defaults put demand before money, money before
/// fragmentation and that before disturbance, as long as amounts are of usual size.
/// </summary>
public sealed record ObjectiveWeights
{
    /// <summary>For each missing replica (of the model's fastest shape) of critical demand, not negative; default 1,000,000.</summary>
    public double MissingCritical { get; init; } = 1_000_000;

    /// <summary>As before, of standard demand; default 100,000.</summary>
    public double MissingStandard { get; init; } = 100_000;

    /// <summary>As before, of batch demand; default 10,000.</summary>
    public double MissingBatch { get; init; } = 10_000;

    /// <summary>Factor on the weight of the class for each replica below the minimum, beside what its demand counts; default 2.</summary>
    public double BelowMinimum { get; init; } = 2;

    /// <summary>For each missing warm copy, not negative; default 500.</summary>
    public double MissingWarmCopy { get; init; } = 500;

    /// <summary>For one unit of money an hour, not negative; default 1,000.</summary>
    public double Money { get; init; } = 1_000;

    /// <summary>For one expected interruption an hour of a standard replica, not negative; of other classes as their demand counts; default 1,000.</summary>
    public double Interruption { get; init; } = 1_000;

    /// <summary>For each device that is cut into pieces (somebody has a share of it), not negative; default 100.</summary>
    public double Fragmentation { get; init; } = 100;

    /// <summary>For each second that a replica loads, or that a running one's state takes to move, not negative; default 1.</summary>
    public double Disturbance { get; init; } = 1;

    internal double MissingOf(DemandClass of) => of switch
    {
        DemandClass.Critical => MissingCritical,
        DemandClass.Standard => MissingStandard,
        _ => MissingBatch,
    };

    internal void ThrowIfInvalid()
    {
        double[] all = [MissingCritical, MissingStandard, MissingBatch, BelowMinimum, MissingWarmCopy, Money, Interruption, Fragmentation, Disturbance];
        if (!Array.TrueForAll(all, weight => weight >= 0 && weight <= 1e9))
        {
            throw new ArgumentOutOfRangeException(nameof(MissingCritical), "The weights of the objective are numbers of 0 to 1,000,000,000.");
        }
    }
}
