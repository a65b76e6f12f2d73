using System.Diagnostics.Metrics;
using Krewe.Silo.Backends.Weights;
using Krewe.Weights;

namespace Krewe.Silo.Metrics;

/// <summary>What this machine has of files of models, and what became of those that were needed.</summary>
internal static class WeightsInstruments
{
    private static readonly IEnumerable<Measurement<long>> Nothing = [];

    /// <summary>Makes them.</summary>
    /// <param name="meter">Where.</param>
    /// <param name="weights">The cache; null where there is none.</param>
    /// <param name="seconds">Bounds of the histogram.</param>
    public static void Create(Meter meter, WeightsCache? weights, double[] seconds)
    {
        Gauge(meter, MetricCatalog.WeightsFiles, weights, files => files.Count());
        Gauge(meter, MetricCatalog.WeightsBytes, weights, files => files.Sum(file => file.HaveBytes));
        meter.CreateObservableGauge<long>(
            MetricCatalog.WeightsLimit.Name, () => weights is null ? Nothing : [new Measurement<long>(weights.Limit)], description: MetricCatalog.WeightsLimit.Help);
        Counter(meter, MetricCatalog.WeightsReceived, weights, tally => [new Measurement<long>(tally.Bytes)]);
        Counter(meter, MetricCatalog.WeightsDropped, weights, tally => [new Measurement<long>(tally.Dropped)]);
        Counter(meter, MetricCatalog.WeightsFetches, weights, tally => [Of(tally.Fetched, MetricLabels.Outcome, "fetched"), Of(tally.Failed, MetricLabels.Outcome, "failed"), Of(tally.Stopped, MetricLabels.Outcome, "stopped")]);
        Counter(meter, MetricCatalog.WeightsLookups, weights, tally => [Of(tally.Hits, MetricLabels.Outcome, "hit"), Of(tally.Misses, MetricLabels.Outcome, "miss")]);
        var wait = meter.CreateHistogram(
            MetricCatalog.WeightsWait.Name, unit: null, description: MetricCatalog.WeightsWait.Help, tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = seconds });
        if (weights is not null)
        {
            weights.Tally.Waited = waited => wait.Record(waited.TotalSeconds);
        }
    }

    private static void Gauge(Meter meter, MetricDefinition definition, WeightsCache? weights, Func<IEnumerable<HeldWeights>, long> value) => meter.CreateObservableGauge<long>(
        definition.Name,
        () => (weights?.List() ?? []).GroupBy(file => file.State).Select(state => Of(value(state), MetricLabels.State, state.Key.ToString().ToLowerInvariant())),
        description: definition.Help);

    private static void Counter(Meter meter, MetricDefinition definition, WeightsCache? weights, Func<WeightsTally, IEnumerable<Measurement<long>>> read) =>
        meter.CreateObservableCounter<long>(definition.Name, () => weights is null ? Nothing : read(weights.Tally), description: definition.Help);

    private static Measurement<long> Of(long value, string label, string of) => new(value, new KeyValuePair<string, object?>(label, of));
}
