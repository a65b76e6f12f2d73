namespace Krewe.Scheduling.Placement;

/// <summary>One constraint that one host does not meet; what it has instead, in the constraint's unit.</summary>
internal readonly record struct Violation(PlacementConstraint Constraint, long Available);
