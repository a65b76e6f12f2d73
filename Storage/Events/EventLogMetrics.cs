using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Krewe.Storage.Events;

/// <summary>Publishes how far groups are behind, as it was last seen: the gauge <c>krewe_event_log_lag</c> of the meter <c>Krewe.Storage</c>.</summary>
public sealed class EventLogMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Krewe.Storage";

    private readonly Meter _meter = new(MeterName);
    private readonly ConcurrentDictionary<(string Log, string Group), long> _lags = new();

    /// <summary>Makes the instruments.</summary>
    public EventLogMetrics() => _meter.CreateObservableGauge(
        "krewe_event_log_lag", Measure, unit: null, "Events that a consumer group has not acknowledged, as last seen by this silo.");

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>What is published now: for each group of each log how many events it has not acknowledged.</summary>
    public IReadOnlyList<(string Log, string Group, long Lag)> Current => [.. _lags.Select(entry => (entry.Key.Log, entry.Key.Group, entry.Value))];

    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    internal void Saw(string log, string group, long unacknowledged) => _lags[(log, group)] = unacknowledged;

    internal void Forget(string log, string group) => _lags.TryRemove((log, group), out _);

    /// <summary>Forgets the groups that a log has no more.</summary>
    internal void KeepOnly(string log, IReadOnlyCollection<string> groups)
    {
        foreach (var key in _lags.Keys.Where(key => key.Log == log && !groups.Contains(key.Group)))
        {
            _lags.TryRemove(key, out _);
        }
    }

    private IEnumerable<Measurement<long>> Measure() => _lags.Select(entry => new Measurement<long>(
        entry.Value, new KeyValuePair<string, object?>("log", entry.Key.Log), new KeyValuePair<string, object?>("group", entry.Key.Group)));
}
