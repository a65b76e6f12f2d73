using Krewe.History;

namespace Krewe.Silo.History.Merging;

/// <summary>Asks every silo for what it keeps. A seam for tests.</summary>
internal interface IHistoryPages
{
    /// <summary>Their answers; one that is late is left out and named.</summary>
    Task<HistoryAnswers> AskAsync(HistoryQuery query, CancellationToken cancellationToken);
}
