using System.Collections.Concurrent;

namespace Krewe.Silo.Metrics.Exposition;

/// <summary>
/// The series of one metric. Finding a series and adding to it takes no lock; a new series is rare. There are never more than
/// <see cref="MaxSeries"/>: what would be one more is added to the overflow series, so that nobody can fill the memory with labels.
/// </summary>
internal sealed class MetricAggregate(string name, string help, string type, bool observable, Func<ISeries> create)
{
    /// <summary>The most series of a metric, the overflow series not counted.</summary>
    public const int MaxSeries = 2_000;

    private readonly ConcurrentDictionary<LabelSet, ISeries> _series = new(LabelSetComparer.Instance);
    private readonly Lock _adding = new();
    private int _count;

    /// <summary>The metric's name.</summary>
    public string Name => name;

    /// <summary>Adds a measurement to its series.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        if (!lookup.TryGetValue(tags, out var series))
        {
            series = Add(new LabelSet(tags));
        }

        series.Record(value);
    }

    /// <summary>Forgets what was observed before: what is not observed again is not there any more.</summary>
    public void BeginObservation()
    {
        if (observable)
        {
            lock (_adding)
            {
                _series.Clear();
                _count = 0;
            }
        }
    }

    /// <summary>Writes the metric with all its series, in the order of their labels.</summary>
    public void Write(TextWriter writer)
    {
        ExpositionFormat.WriteHeader(writer, name, help, type);
        foreach (var (labels, series) in _series.OrderBy(pair => pair.Key.Text, StringComparer.Ordinal))
        {
            series.Write(writer, name, labels.Text);
        }
    }

    private ISeries Add(LabelSet labels)
    {
        lock (_adding)
        {
            if (_series.TryGetValue(labels, out var series))
            {
                return series;
            }

            if (_count >= MaxSeries)
            {
                return _series.GetOrAdd(LabelSet.Overflow, _ => create());
            }

            _count++;
            series = create();
            _series[labels] = series;
            return series;
        }
    }
}
