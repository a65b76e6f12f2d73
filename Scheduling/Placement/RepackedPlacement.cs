using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>A replica's place, and what had to move for it.</summary>
/// <param name="Allocation">What the replica holds.</param>
/// <param name="Moves">The moves, in the order in which they were decided; empty when it fitted.</param>
public sealed record RepackedPlacement(ReplicaAllocation Allocation, ImmutableArray<RepackedReplica> Moves);
