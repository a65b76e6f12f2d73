namespace Krewe.Scheduling.Placement;

/// <summary>One tentative change, which its opposite undoes.</summary>
internal sealed record PlacementChange(long Stamp, int HostIndex, ReplicaAllocation Allocation, bool Places);
