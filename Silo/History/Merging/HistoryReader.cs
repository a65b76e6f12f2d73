using Krewe.Admin.History;
using Krewe.History;
using Krewe.Silo.History.Recording;

namespace Krewe.Silo.History.Merging;

/// <summary>The cluster's history, merged when it is asked for.</summary>
internal sealed class HistoryReader(IHistoryPages pages)
{
    /// <summary>What is kept after a second, or a part of it.</summary>
    public async Task<HistoryView> ReadAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(query, cancellationToken);
        var last = HistoryMerger.LastWhole(answers.Pages);
        var kept = answers.Pages.Where(page => page.Last > 0).Select(page => page.First).DefaultIfEmpty(last + 1).Min();
        var first = Math.Max(Math.Max(query.Since + 1, kept), last - HistoryLimits.Seconds + 1);
        return HistoryMerger.Merge(answers.Pages, Math.Min(first, last + 1), last, answers.Problems);
    }

    /// <summary>The pages after a second, and before it what the first windows need.</summary>
    public Task<HistoryAnswers> AskAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        pages.AskAsync(query with { Since = Math.Max(0, query.Since - HistoryLimits.WindowSeconds + 1) }, cancellationToken);
}
