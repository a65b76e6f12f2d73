using Krewe.Grains.Pools.Improving;

namespace Krewe.Grains.Tests.Support;

/// <summary>Searches at once: virtual time stands still meanwhile.</summary>
internal sealed class SearcherAtOnce : IPlanSearcher
{
    public Task<T> RunAsync<T>(Func<CancellationToken, T> search) => Task.FromResult(search(CancellationToken.None));
}
