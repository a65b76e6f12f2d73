using Krewe.Grains.Placement;
using Krewe.History;

namespace Krewe.Grains.Monitoring;

/// <summary>Lets the other silos read what this one keeps. It lives on the silo whose host is its key, and holds nothing itself.</summary>
[GrainType("history"), HostPlacement]
internal sealed class HistoryGrain(IHistorySource source) : Grain, IHistoryGrain
{
    public Task<HistoryPage> ReadAsync(HistoryQuery query) => Task.FromResult(source.Read(query));
}
