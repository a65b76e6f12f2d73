namespace Krewe.History;

/// <summary>What one silo keeps of its last 15 minutes. Key: the silo's host. See docs/history.md.</summary>
[Alias("krewe.IHistoryGrain")]
public interface IHistoryGrain : IGrainWithStringKey
{
    /// <summary>What the silo keeps, or a part of it.</summary>
    /// <param name="query">Which part.</param>
    [Alias("read")]
    Task<HistoryPage> ReadAsync(HistoryQuery query);
}
