using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Krewe.Silo.Metrics.Exposition;

/// <summary>
/// Listens to one meter, adds its measurements up, and writes them in Prometheus' text format. Recording takes no lock;
/// writing takes one, so that two scrapes do not mix what they observe.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    private readonly ConcurrentDictionary<string, MetricAggregate> _aggregates = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _writing = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="meter">The one meter; others of the same name are not heard.</param>
    public PrometheusExporter(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(instrument, _aggregates.GetOrAdd(instrument.Name, _ => AggregateOf(instrument)));
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => ((MetricAggregate)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => ((MetricAggregate)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => ((MetricAggregate)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Writes all metrics whose name passes, in the order of their names.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="filter">Which names; null for all.</param>
    public void Write(TextWriter writer, Func<string, bool>? filter = null)
    {
        lock (_writing)
        {
            var chosen = _aggregates.Values
                .Where(aggregate => filter is null || filter(aggregate.Name))
                .OrderBy(aggregate => aggregate.Name, StringComparer.Ordinal)
                .ToList();
            foreach (var aggregate in _aggregates.Values)
            {
                aggregate.BeginObservation();
            }

            _listener.RecordObservableInstruments();
            foreach (var aggregate in chosen)
            {
                aggregate.Write(writer);
            }
        }
    }

    /// <summary>Ends listening.</summary>
    public void Dispose() => _listener.Dispose();

    private static MetricAggregate AggregateOf(Instrument instrument)
    {
        var help = instrument.Description ?? instrument.Name;
        return instrument switch
        {
            Histogram<double> histogram => OfHistogram(histogram, help),
            Histogram<long> histogram => OfHistogram(histogram, help),
            Counter<long> or Counter<double> => new(instrument.Name, help, "counter", observable: false, () => new SumSeries()),
            ObservableCounter<long> or ObservableCounter<double> => new(instrument.Name, help, "counter", observable: true, () => new SumSeries()),
            { IsObservable: true } => new(instrument.Name, help, "gauge", observable: true, () => new SumSeries()),
            _ => throw new NotSupportedException($"Instrument '{instrument.Name}' is a {instrument.GetType().Name}; "
                + "supported: counters, histograms and observable ones."),
        };
    }

    private static MetricAggregate OfHistogram<T>(Histogram<T> histogram, string help)
        where T : struct
    {
        double[] bounds = [.. (histogram.Advice?.HistogramBucketBoundaries ?? [])
            .Select(bound => Convert.ToDouble(bound, CultureInfo.InvariantCulture))
            .Order()];
        return new MetricAggregate(histogram.Name, help, "histogram", observable: false, () => new HistogramSeries(bounds));
    }
}
