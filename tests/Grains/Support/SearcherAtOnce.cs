using Krewe.Grains.Pools.Improving;

namespace Krewe.Grains.Tests.Support;

/// <summary>Searches at once: virtual time stands still meanwhile.</summary>
internal sealed class SearcherAtOnce : IPlanSearcher
{
    /// <summary>Searches with less patience than this are told to end before they have begun.</summary>
    public int Needs { get; set; } = 1;

    /// <summary>The patience of each search so far.</summary>
    public List<int> Searches { get; } = [];

    public Task<T> RunAsync<T>(Func<CancellationToken, T> search, int patience = 1)
    {
        Searches.Add(patience);
        return Task.FromResult(search(new CancellationToken(patience < Needs)));
    }
}
