using System.Collections.Concurrent;
using Krewe.Models;
using Krewe.Naming;
using Orleans;

namespace Krewe.Silo.Front;

/// <summary>
/// What the front knows of models, so that a request needs no call to learn what its model takes. At most a second old; a grain that
/// knows better says so (<see cref="TicketVerdict.Stale"/>).
/// </summary>
internal sealed class ModelCatalog(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>Beyond this many models the cache begins anew.</summary>
    private const int MaxEntries = 20_000;

    private readonly ConcurrentDictionary<ModelKey, Entry> _entries = new();

    /// <summary>The model; null when there is none.</summary>
    public ValueTask<ModelView?> GetAsync(ModelKey key)
    {
        if (_entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.ReadAt) < MaxAge)
        {
            return new ValueTask<ModelView?>(entry.View);
        }

        return new ValueTask<ModelView?>(RefreshAsync(key));
    }

    /// <summary>Asks the model's grain.</summary>
    public async Task<ModelView?> RefreshAsync(ModelKey key)
    {
        var view = await grains.GetGrain<IModelGrain>(key.ToString()).GetAsync();
        if (view is null)
        {
            _entries.TryRemove(key, out _);
            return null;
        }

        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[key] = new Entry(view, time.GetTimestamp());
        return view;
    }

    private sealed record Entry(ModelView View, long ReadAt);
}
