using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing.Sharding;

/// <summary>What one shard of a queue has, and has to do.</summary>
/// <param name="Slots">Slots that are meant for it; not negative.</param>
/// <param name="ByRank">Requests that wait or run, by rank, 0 the most important.</param>
/// <param name="TakesPart">Whether it may get slots; a shard that is being closed only gives.</param>
public sealed record ShardDemand(int Slots, ImmutableArray<int> ByRank, bool TakesPart = true);
