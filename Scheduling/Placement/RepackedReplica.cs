namespace Krewe.Scheduling.Placement;

/// <summary>A replica goes from one place to another.</summary>
/// <param name="From">What it held.</param>
/// <param name="To">What it holds then.</param>
public sealed record RepackedReplica(ReplicaAllocation From, ReplicaAllocation To);
