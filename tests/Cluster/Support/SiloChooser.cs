using System.Collections.Concurrent;

namespace Krewe.Cluster.Tests.Support;

/// <summary>Callers who use any of the silos that are not taken out, over HTTP.</summary>
/// <param name="cluster">The silos.</param>
public sealed class SiloChooser(SiloCluster cluster) : ICaller
{
    private readonly ConcurrentDictionary<SiloProcess, int> _inFlight = new();
    private int _turn;

    /// <inheritdoc/>
    public async Task<Reply> CallAsync(string path)
    {
        while (true)
        {
            var silos = cluster.Silos;
            var silo = silos[(int)((uint)Interlocked.Increment(ref _turn) % (uint)silos.Count)];
            _inFlight.AddOrUpdate(silo, 1, static (_, count) => count + 1);
            try
            {
                // Taken out in between: it may be stopping already.
                if (cluster.Silos.Contains(silo))
                {
                    return await silo.CallAsync(path);
                }
            }
            finally
            {
                _inFlight.AddOrUpdate(silo, 0, static (_, count) => count - 1);
            }
        }
    }

    /// <summary>Waits until no request is under way through a silo that was taken out.</summary>
    public Task DrainAsync(SiloProcess silo) =>
        Eventually.TrueAsync(() => Task.FromResult(_inFlight.GetValueOrDefault(silo) == 0), () => $"no request is under way through {silo.Name}");
}
