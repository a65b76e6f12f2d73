namespace Krewe.Scheduling.Placement;

/// <summary>One tentative change, with what it takes to undo it.</summary>
internal sealed record PlacementChange(long Stamp, int HostIndex, HostCandidate Before, ReplicaAllocation Allocation, bool Places);
