using System.Collections.Concurrent;
using Krewe.Naming;

namespace Krewe.Grains.Forecasting;

/// <summary>The counters of the models whose queue is on this silo. Model grains open and close them, the silo's round reads; thread-safe.</summary>
public sealed class DemandTally
{
    private readonly ConcurrentDictionary<ModelKey, DemandCounter> _counters = new();

    /// <summary>The counters that are open, by model in a fixed order.</summary>
    public IReadOnlyList<KeyValuePair<ModelKey, DemandCounter>> Open =>
        [.. _counters.ToArray().OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal)];

    /// <summary>A queue began here, or goes on.</summary>
    /// <param name="model">Whose.</param>
    /// <param name="now">From when on its seconds count; those without a request count as 0.</param>
    public DemandCounter Begin(ModelKey model, DateTimeOffset now) => _counters.GetOrAdd(model, static (_, at) => new DemandCounter(at), now);

    /// <summary>A queue ended here, or is elsewhere.</summary>
    /// <param name="model">Whose.</param>
    public void End(ModelKey model) => _counters.TryRemove(model, out _);
}
