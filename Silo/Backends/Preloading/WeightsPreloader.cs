using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Grains.Hosts;
using Krewe.Silo.Backends.Weights;
using Krewe.Weights;

namespace Krewe.Silo.Backends.Preloading;

/// <summary>Fetches ahead what pools want on this host, a few files at a time, the most urgent first.</summary>
internal sealed class WeightsPreloader(WeightsCache cache, WeightsOptions options, TimeProvider time) : IWeightsStore, IDisposable
{
    private const int MovesAtOnce = 4;

    /// <summary>What could not be had is tried again after so long, while it is wanted.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Preload> _running = new(StringComparer.Ordinal); // Under the lock.
    private readonly Dictionary<string, DateTimeOffset> _againAt = new(StringComparer.Ordinal); // Under the lock.
    private ImmutableArray<WeightsWish> _wishes = []; // Under the lock: one for each file, the most urgent first.

    public ImmutableArray<HeldWeights> List() => cache.List();

    public void Want(ImmutableArray<WeightsWish> wishes)
    {
        var files = wishes.GroupBy(wish => wish.Weights.Digest, StringComparer.Ordinal).ToList();
        cache.Expect(files.ToDictionary(file => file.Key, file => file.Sum(wish => wish.ExpectedUses), StringComparer.Ordinal));
        lock (_lock)
        {
            _wishes =
            [
                .. files.Select(file => file.MaxBy(wish => wish.Urgency)! with { ExpectedUses = file.Sum(wish => wish.ExpectedUses) })
                    .OrderByDescending(wish => wish.Urgency).ThenByDescending(wish => wish.ExpectedUses).ThenBy(wish => wish.Weights.Digest, StringComparer.Ordinal),
            ];
            foreach (var forgotten in _againAt.Keys.Where(digest => _wishes.All(wish => wish.Weights.Digest != digest)).ToList())
            {
                _againAt.Remove(forgotten);
            }

            foreach (var unwanted in _running.Values.Where(running => _wishes.All(wish => wish.Weights.Digest != running.Wish.Weights.Digest)).ToList())
            {
                _ = unwanted.Stop.CancelAsync();
            }

            Advance();
        }
    }

    /// <summary>Ends what is on its way.</summary>
    public void Dispose() => Want([]);

    private void Advance()
    {
        if (_wishes.IsEmpty)
        {
            return;
        }

        var held = cache.List().Where(weights => weights.State == WeightsState.Held).Select(weights => weights.Digest).ToHashSet(StringComparer.Ordinal);
        var now = time.GetUtcNow();
        foreach (var wish in _wishes)
        {
            var digest = wish.Weights.Digest;
            if (held.Contains(digest) || (_againAt.TryGetValue(digest, out var again) && again > now))
            {
                continue;
            }

            var known = _running.GetValueOrDefault(digest);
            if (known is not null && (known.Stop.IsCancellationRequested || known.Wish.Urgency >= wish.Urgency))
            {
                continue;
            }

            if (_running.Values.Count(running => running.Wish.Urgency == wish.Urgency) >= (wish.Urgency == WeightsUrgency.Preload ? options.PreloadsAtOnce : MovesAtOnce))
            {
                continue;
            }

            var preload = new Preload(wish, new CancellationTokenSource());
            _running[digest] = preload;
            _ = RunAsync(preload);

            // The more urgent one has joined the same fetch before: nothing is lost.
            _ = known?.Stop.CancelAsync();
        }
    }

    private async Task RunAsync(Preload preload)
    {
        var failed = false;
        try
        {
            await cache.EnsureAsync(preload.Wish.Weights, preload.Wish.Urgency, preload.Wish.ExpectedUses, preload.Stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It is not wanted any more.
        }
        catch (KreweException)
        {
            failed = true; // Told by the cache.
        }

        await Task.Yield(); // The lock may be held further up: by who began it.
        lock (_lock)
        {
            preload.Stop.Dispose();
            var digest = preload.Wish.Weights.Digest;
            if (_running.TryGetValue(digest, out var running) && ReferenceEquals(running, preload))
            {
                _running.Remove(digest);
            }

            if (failed)
            {
                _againAt[digest] = time.GetUtcNow() + TryAgainAfter;
            }
            else
            {
                _againAt.Remove(digest);
            }

            Advance();
        }
    }

    private sealed record Preload(WeightsWish Wish, CancellationTokenSource Stop);
}
