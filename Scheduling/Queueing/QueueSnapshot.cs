using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing;

/// <summary>The load of a queue at one instant, without its entries.</summary>
/// <param name="Count">All waiting entries, with those that are past their deadline and not yet taken by Expire.</param>
/// <param name="Bytes">Sum of their bytes.</param>
/// <param name="Declared">Load by the rank the entries were enqueued with, past their deadline included.</param>
/// <param name="Effective">Load by the rank the entries count as now, with ageing, without those past their deadline.</param>
/// <param name="NextDeadline">The earliest deadline of all entries; null when empty.</param>
public sealed record QueueSnapshot(
    int Count,
    long Bytes,
    ImmutableArray<RankLoad> Declared,
    ImmutableArray<RankLoad> Effective,
    DateTimeOffset? NextDeadline);
