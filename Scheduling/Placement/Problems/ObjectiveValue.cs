namespace Krewe.Scheduling.Placement.Problems;

/// <summary>What a plan costs, part by part, each already weighted; less is better.</summary>
/// <param name="Missing">Demand that is not served within its objective.</param>
/// <param name="BelowMinimum">Replicas below the minimum.</param>
/// <param name="WarmCopies">Warm copies that are missing.</param>
/// <param name="Money">Hosts in use.</param>
/// <param name="Interruption">The risk of spot hosts.</param>
/// <param name="Fragmentation">Devices that are cut into pieces.</param>
/// <param name="Disturbance">Loading and moving.</param>
public sealed record ObjectiveValue(
    double Missing, double BelowMinimum, double WarmCopies, double Money, double Interruption, double Fragmentation, double Disturbance)
{
    /// <summary>The sum.</summary>
    public double Total => Missing + BelowMinimum + WarmCopies + Money + Interruption + Fragmentation + Disturbance;
}
