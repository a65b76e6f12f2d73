namespace Krewe.Grains.Pools.Improving;

/// <summary>Where plans for whole pools are looked for: it takes a part of a second of a core, which no grain's turn may take. One for each silo.</summary>
public interface IPlanSearcher
{
    /// <summary>Runs a search outside of the caller's turn.</summary>
    /// <typeparam name="T">What is found.</typeparam>
    /// <param name="search">The search; it returns the best until then when its token asks it to end, which is how a silo bounds its time.</param>
    /// <param name="patience">How many times the usual it may take, from 1.</param>
    /// <returns>What it found; fails as it fails.</returns>
    Task<T> RunAsync<T>(Func<CancellationToken, T> search, int patience = 1);
}
