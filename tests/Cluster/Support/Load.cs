using System.Collections.Concurrent;

namespace Krewe.Cluster.Tests.Support;

/// <summary>
/// Callers outside the cluster: each request has an id of its own, is sent once, and never repeated. What they heard is kept by id.
/// </summary>
public sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);

    private readonly ICaller _caller;
    private readonly Func<int, string> _path;
    private readonly ConcurrentDictionary<string, Reply> _outcomes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _workers;
    private int _sent;

    private Load(ICaller caller, int workers, Func<int, string> path)
    {
        _caller = caller;
        _path = path;
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>The outcomes by the last part of the path.</summary>
    public IReadOnlyDictionary<string, Reply> Outcomes => _outcomes;

    public int Count => _outcomes.Count;

    public IReadOnlyList<KeyValuePair<string, Reply>> Failures => [.. _outcomes.Where(outcome => !outcome.Value.IsOk)];

    /// <summary>Ledgers, entered by request ids.</summary>
    /// <param name="caller">The way in.</param>
    /// <param name="ledgers">How many.</param>
    /// <param name="workers">How many callers.</param>
    /// <param name="ids">What ids begin with: loads on the same ledgers differ in that.</param>
    public static Load OnLedgers(ICaller caller, int ledgers, int workers = 12, string ids = "r") =>
        new(caller, workers, number => $"/add/ledger{number % ledgers}/{ids}{number}");

    /// <summary>Counters, which need no storage.</summary>
    /// <param name="caller">The way in.</param>
    /// <param name="counters">How many.</param>
    /// <param name="workers">How many callers.</param>
    public static Load OnCounters(ICaller caller, int counters, int workers = 4) => new(caller, workers, number => $"/next/counter{number % counters}?n{number}");

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

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var path = _path(Interlocked.Increment(ref _sent));
            var reply = await _caller.CallAsync(path);
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
}
