using Krewe.Scheduling.Placement;

namespace Krewe.Planning.Fleets;

/// <summary>A replica that is on its way: what it held is free again when another one serves in its place.</summary>
/// <param name="Until">When that is.</param>
/// <param name="From">What it held.</param>
/// <param name="Place">Its room, elsewhere by now.</param>
internal sealed record FleetMove(double Until, ReplicaAllocation From, FleetPlace Place);
