using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>What branch and bound found out.</summary>
/// <param name="Better">A plan better than the one it began with; null for none.</param>
/// <param name="Cost">The cost of the best plan known.</param>
/// <param name="Bound">No plan costs less.</param>
/// <param name="Nodes">Nodes looked at.</param>
internal sealed record ExactResult(IReadOnlyList<Placed>? Better, long Cost, long Bound, int Nodes);
