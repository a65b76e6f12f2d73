using Krewe.History;

namespace Krewe.Grains.Monitoring;

/// <summary>The seam between the history's grain and the silo that keeps it. One instance for each silo; thread-safe.</summary>
public interface IHistorySource
{
    /// <summary>What this silo keeps, or a part of it.</summary>
    /// <param name="query">Which part.</param>
    HistoryPage Read(HistoryQuery query);
}
