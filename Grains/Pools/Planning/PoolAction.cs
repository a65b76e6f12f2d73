using Krewe.Naming;

namespace Krewe.Grains.Pools.Planning;

/// <summary>One step towards what is wanted.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Replica">To which replica.</param>
/// <param name="Reason">Why.</param>
/// <param name="MakeRoom">For <see cref="PoolActionKind.Place"/>: the replica to stop when there is no room for both; null for none.</param>
internal sealed record PoolAction(PoolActionKind Kind, ReplicaId Replica, string Reason, ReplicaId? MakeRoom = null);
