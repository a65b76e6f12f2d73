using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Admin.History;
using Krewe.Errors;

namespace Krewe.Commands.Top;

/// <summary>What the live view knows, and how its user has set it. Immutable: each event and key makes the next one.</summary>
internal sealed record TopState
{
    /// <summary>The newest second; null before the first.</summary>
    public LiveView? Now { get; init; }

    /// <summary>The cluster, for what a second does not tell: silos that do not answer.</summary>
    public ClusterView? Cluster { get; init; }

    /// <summary>What went before, by model.</summary>
    public ImmutableDictionary<string, ModelSeries> Series { get; init; } = ImmutableDictionary.Create<string, ModelSeries>(StringComparer.Ordinal);

    /// <summary>Why nothing new comes; null while it does.</summary>
    public Problem? Problem { get; init; }

    public TopSort Sort { get; init; }

    /// <summary>The first model that is shown.</summary>
    public int Scroll { get; init; }

    /// <summary>Whether the user wants it to stand still.</summary>
    public bool Paused { get; init; }

    /// <summary>With another second. One that was told before, as happens after a break, changes nothing.</summary>
    public TopState With(LiveView live)
    {
        if (Now is { } now && live.Second <= now.Second)
        {
            return this with { Problem = null };
        }

        var series = Series;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in live.Models)
        {
            var key = model.Model.ToString();
            told.Add(key);
            series = series.SetItem(key, series.GetValueOrDefault(key, ModelSeries.Empty).Add(model));
        }

        foreach (var key in Series.Keys.Where(key => !told.Contains(key)))
        {
            series = series.SetItem(key, series[key].AddGap());
        }

        return this with { Now = live, Series = series, Problem = null };
    }

    /// <summary>With what the silos had kept, which replaces what was seen.</summary>
    public TopState With(HistoryView history)
    {
        var series = Series;
        foreach (var model in history.Models)
        {
            series = series.SetItem(model.Model.ToString(), ModelSeries.Of(model));
        }

        return this with { Series = series };
    }

    /// <summary>The models as they are ordered.</summary>
    public IEnumerable<LiveModel> Models()
    {
        var models = (Now?.Models ?? []).OrderBy(model => model.Model.ToString(), StringComparer.Ordinal);
        return Sort switch
        {
            TopSort.Rate => models.OrderByDescending(model => model.Requests),
            TopSort.Queue => models.OrderByDescending(model => model.Waiting.IsDefaultOrEmpty ? -1 : model.Waiting.Sum()),
            TopSort.P99 => models.OrderByDescending(model => model.P99 ?? TimeSpan.MinValue),
            _ => models,
        };
    }
}
