using System.Collections.Immutable;
using Krewe.Forecasting;
using Krewe.Scheduling.Forecasting.Anomalies;

namespace Krewe.Grains.Forecasting;

/// <summary>The last marks of one model, and which of them are news.</summary>
internal sealed class RecentAnomalies
{
    private const int Most = 64;

    // What goes on is told once: a surge of an hour is no sixty events.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);
    private readonly Queue<DemandAnomaly> _kept = [];
    private readonly Dictionary<AnomalyKind, DateTimeOffset> _last = [];

    /// <summary>Them, oldest first.</summary>
    public ImmutableArray<DemandAnomaly> Kept => [.. _kept];

    /// <summary>Keeps a mark.</summary>
    /// <returns>False when the same has gone on since the last ten minutes: it is neither news nor kept.</returns>
    public bool Add(AnomalyMark mark)
    {
        var news = !_last.TryGetValue(mark.Kind, out var before) || mark.At - before >= Quiet || mark.At < before;
        _last[mark.Kind] = mark.At;
        if (news)
        {
            _kept.Enqueue(new DemandAnomaly((DemandAnomalyKind)mark.Kind, mark.At, Known(mark.Rate), Known(mark.Expected)));
            if (_kept.Count > Most)
            {
                _kept.Dequeue();
            }
        }

        return news;
    }

    public void Clear()
    {
        _kept.Clear();
        _last.Clear();
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
