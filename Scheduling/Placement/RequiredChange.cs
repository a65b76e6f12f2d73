namespace Krewe.Scheduling.Placement;

/// <summary>One change that is needed before a host fits.</summary>
/// <param name="Constraint">What stands in the way.</param>
/// <param name="DeviceId">The device, where the constraint is about one; else null.</param>
/// <param name="Requested">Asked amount in the constraint's unit (millicores, bytes, thousandths, devices); 1 for yes or no.</param>
/// <param name="Available">Amount that is there; 0 for yes or no.</param>
/// <param name="Text">For people, after "would fit if".</param>
public sealed record RequiredChange(
    PlacementConstraint Constraint, string? DeviceId, long Requested, long Available, string Text)
{
    /// <summary>What is missing, in the constraint's unit.</summary>
    public long Missing => Requested - Available;
}
