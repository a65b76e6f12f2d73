namespace Krewe.Scheduling.Placement;

/// <summary>One constraint with all that it excludes.</summary>
/// <param name="Constraint">The constraint.</param>
/// <param name="ExcludedHosts">Number of hosts that it excludes, each also when another constraint excludes it as well.</param>
/// <param name="Text">For people, such as <c>memory: needs 4 GiB, 3 hosts have less free (most: 2.5 GiB on host a)</c>.</param>
public sealed record PlacementObstacle(PlacementConstraint Constraint, int ExcludedHosts, string Text)
{
    /// <summary>Number of devices that it excludes, alone or with their host; 0 where none are asked for.</summary>
    public int ExcludedDevices { get; init; }

    /// <summary>The stable code of the constraint.</summary>
    public string Code => PlacementCodes.CodeOf(Constraint);
}
