using System.Collections.Concurrent;

namespace Krewe.Cluster.Tests.Support;

/// <summary>
/// Callers outside the cluster: each request has an id of its own, is sent once, through any silo, and never repeated. What they heard is kept by id.
/// </summary>
public sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);

    private readonly SiloCluster _cluster;
    private readonly Func<int, string> _path;
    private readonly ConcurrentDictionary<string, Reply> _outcomes = new();
    private readonly ConcurrentDictionary<SiloProcess, int> _inFlight = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _workers;
    private int _sent;

    private Load(SiloCluster cluster, int workers, Func<int, string> path)
    {
        _cluster = cluster;
        _path = path;
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(seed => Task.Run(() => WorkAsync(new Random(seed)))));
    }

    /// <summary>The outcomes by the last part of the path.</summary>
    public IReadOnlyDictionary<string, Reply> Outcomes => _outcomes;

    public int Count => _outcomes.Count;

    public IReadOnlyList<KeyValuePair<string, Reply>> Failures => [.. _outcomes.Where(outcome => !outcome.Value.IsOk)];

    /// <summary>Ledgers, entered by request ids.</summary>
    public static Load OnLedgers(SiloCluster cluster, int ledgers, int workers = 12) =>
        new(cluster, workers, number => $"/add/ledger{number % ledgers}/r{number}");

    /// <summary>Counters, which need no storage.</summary>
    public static Load OnCounters(SiloCluster cluster, int counters, int workers = 4) => new(cluster, workers, number => $"/next/counter{number % counters}?n{number}");

    /// <summary>Waits until no request is under way through a silo that was taken out.</summary>
    public Task DrainAsync(SiloProcess silo) =>
        Eventually.TrueAsync(() => Task.FromResult(_inFlight.GetValueOrDefault(silo) == 0), () => $"no request is under way through {silo.Name}");

    /// <summary>Waits until so many requests have their outcome.</summary>
    public Task ReachAsync(int count) => Eventually.TrueAsync(() => Task.FromResult(Count >= count), () => $"{count} outcomes, there are {Count}");

    /// <summary>Sends no more, and waits for the outcomes of all that were sent.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _workers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WorkAsync(Random random)
    {
        while (!_stop.IsCancellationRequested)
        {
            var path = _path(Interlocked.Increment(ref _sent));
            var reply = await SendAsync(random, path);
            if (!_outcomes.TryAdd(path.Split('/', '?')[^1], reply))
            {
                throw new InvalidOperationException($"{path} has two outcomes.");
            }

            if (!reply.IsOk)
            {
                await Task.Delay(PauseAfterFailure, TimeProvider.System);
            }
        }
    }

    private async Task<Reply> SendAsync(Random random, string path)
    {
        while (true)
        {
            var silos = _cluster.Silos;
            var silo = silos[random.Next(silos.Count)];
            _inFlight.AddOrUpdate(silo, 1, static (_, count) => count + 1);
            try
            {
                // Taken out in between: it may be stopping already.
                if (_cluster.Silos.Contains(silo))
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
}
