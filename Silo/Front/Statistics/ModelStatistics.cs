using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Errors;

namespace Krewe.Silo.Front.Statistics;

/// <summary>
/// What this silo's front has answered for each model and version since it started: the statistics extension, which is as local as a
/// Triton server's. Names that no model has are not counted, so that nobody can fill the memory with them.
/// </summary>
internal sealed class ModelStatistics(TimeProvider time) : IRequestObserver
{
    /// <summary>Beyond this many models and versions new ones are not counted.</summary>
    internal const int MaxEntries = 20_000;

    private readonly ConcurrentDictionary<StatisticsKey, StatisticsCounters> _counters = new();

    public void RequestFinished(in RequestRecord record)
    {
        if (record is not { Model: { } model, Tenant: { } tenant, Version: { } version } || record.Code == ErrorCodes.VersionUnknown)
        {
            return;
        }

        var key = new StatisticsKey(tenant, model, version);
        if (_counters.TryGetValue(key, out var counters) || (_counters.Count < MaxEntries && (counters = _counters.GetOrAdd(key, static _ => new StatisticsCounters())) is not null))
        {
            counters.Count(in record, time.GetUtcNow());
        }
    }

    /// <summary>The versions of a tenant's model that were asked for.</summary>
    public ImmutableArray<string> VersionsOf(string tenant, string model) =>
        [.. _counters.Keys.Where(key => key.Tenant == tenant && key.Model == model).Select(key => key.Version)];

    /// <summary>What was counted; zeros for what nobody has asked for yet.</summary>
    public StatisticsSnapshot Read(string tenant, string model, string version) =>
        _counters.TryGetValue(new StatisticsKey(tenant, model, version), out var counters) ? counters.Read() : default;
}
