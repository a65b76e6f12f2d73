using System.Collections.Concurrent;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Naming;

namespace Krewe.Silo.Front.Regions;

/// <summary>
/// Counts requests that were executed in another region than their model's own, and those that were refused because they may be executed in none that
/// lives. Told as events, the first at once and then every ten seconds: every such request is in one of them. Any thread may count; one tells.
/// </summary>
internal sealed class RegionAudit(IEventSink events, TimeProvider time) : IRequestObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Entry, long> _counts = new();
    private readonly Dictionary<Entry, DateTimeOffset> _told = [];

    public void RequestFinished(in RequestRecord record)
    {
        if (record is { Home: { } home, Model: { } model, Tenant: { } tenant, Region: { } region } && home != region && record.Executions > 0)
        {
            Count(new Entry(new ModelKey(tenant, model, home), region, record.RegionReason ?? "", record.Class.ToString().ToLowerInvariant()));
        }
        else if (record is { Code: ErrorCodes.RegionLost, Model: { } kept, Tenant: { } owner, Region: { } own })
        {
            Count(new Entry(new ModelKey(owner, kept, own), null, RegionReason.Lost, record.Class.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>Tells what was counted since the last time.</summary>
    /// <param name="all">Also what was told of a moment ago: nobody comes again.</param>
    public void Tell(bool all = false)
    {
        var now = time.GetUtcNow();
        foreach (var entry in _counts.Keys)
        {
            if ((!all && _told.TryGetValue(entry, out var told) && now - told < Pause) || !_counts.TryRemove(entry, out var count))
            {
                continue;
            }

            _told[entry] = now;

            var away = entry.Region is not null;
            events.Record(new ClusterEvent
            {
                At = now,
                Kind = away ? EventKinds.RequestsElsewhere : EventKinds.RequestsKept,
                Level = away ? EventLevel.Information : EventLevel.Warning,
                Subject = entry.Model.ToString(),
                Model = entry.Model,
                Code = away ? null : ErrorCodes.RegionLost,
                Message = away
                    ? $"{count} {entry.Class} requests of model {entry.Model} were executed in region {entry.Region}"
                    : $"{count} {entry.Class} requests of model {entry.Model} were refused: its region is lost",
                Reasons = [away ? $"{entry.Reason}; its spec allows region {entry.Region}" : "its spec allows no other region"],
                Inputs = EventInputs.Of(("requests", count), ("class", entry.Class), ("home", entry.Model.Region), ("region", entry.Region), ("reason", entry.Reason)),
            });
        }
    }

    private void Count(Entry entry) => _counts.AddOrUpdate(entry, 1, static (_, known) => known + 1);

    private sealed record Entry(ModelKey Model, string? Region, string Reason, string Class);
}
