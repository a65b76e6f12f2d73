namespace Krewe.Scheduling.Placement;

/// <summary>One reason why a host cannot grant a lease now.</summary>
/// <param name="Constraint">What stands in the way.</param>
/// <param name="DeviceId">The device, where it is about one; else null.</param>
/// <param name="Text">For people, such as <c>memory: needs 4 GiB, 2.5 GiB is free</c>.</param>
public sealed record LedgerObstacle(PlacementConstraint Constraint, string? DeviceId, string Text)
{
    /// <summary>The stable code of the constraint.</summary>
    public string Code => PlacementCodes.CodeOf(Constraint);
}
