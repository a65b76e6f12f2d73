using System.Collections.Immutable;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>What to buy, and what could go.</summary>
/// <param name="Purchases">Machines to buy.</param>
/// <param name="Superfluous">Machines that could go, all of them together.</param>
/// <param name="Unserved">What has no room and will not get any.</param>
public sealed record CapacityDecision(
    ImmutableArray<CapacityPurchase> Purchases, ImmutableArray<SuperfluousMachine> Superfluous, ImmutableArray<UnservedNeed> Unserved);
