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

    private readonly ConcurrentDictionary<LabelSet, Entry> _series = new(LabelSetComparer.Instance);
    private readonly Lock _adding = new();
    private int _count;

    // What was found last: often the next measurement is of the same model. Written by any thread.
    private volatile Entry? _last;

    /// <summary>The metric's name.</summary>
    public string Name => name;

    /// <summary>Adds a measurement to its series.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_last is not { } entry || !LabelSetComparer.Instance.Equals(tags, entry.Labels))
        {
            var lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
            if (!lookup.TryGetValue(tags, out entry))
            {
                entry = Add(new LabelSet(tags));
            }

            _last = observable ? null : entry; // What is observed is forgotten with each scrape.
        }

        entry.Series.Record(value);
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
        foreach (var (labels, entry) in _series.OrderBy(pair => pair.Key.Text, StringComparer.Ordinal))
        {
            entry.Series.Write(writer, name, labels.Text);
        }
    }

    private Entry Add(LabelSet labels)
    {
        lock (_adding)
        {
            if (_series.TryGetValue(labels, out var entry))
            {
                return entry;
            }

            if (_count >= MaxSeries)
            {
                return _series.GetOrAdd(LabelSet.Overflow, _ => new Entry(LabelSet.Overflow, create()));
            }

            _count++;
            return _series[labels] = new Entry(labels, create());
        }
    }

    private sealed record Entry(LabelSet Labels, ISeries Series);
}
