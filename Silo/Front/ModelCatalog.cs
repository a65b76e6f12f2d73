using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Models;
using Krewe.Naming;
using Orleans;

namespace Krewe.Silo.Front;

/// <summary>
/// What the front knows of models, so that a request needs no call to learn what its model takes. At most a second old; a grain that
/// knows better says so (<see cref="TicketVerdict.Stale"/>). A model that this region does not have is looked for in the others.
/// </summary>
internal sealed class ModelCatalog(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>What has not answered within this is asked again: a call to a silo that has just died would be waited for much longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Beyond this many models the cache begins anew.</summary>
    private const int MaxEntries = 20_000;

    private readonly ConcurrentDictionary<ModelKey, Entry> _entries = new();

    private volatile Places _places = new([], null);

    /// <summary>The model, in its own region or another one; null when there is none anywhere.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where it is looked for first.</param>
    public ValueTask<ModelView?> FindAsync(string tenant, string model, string region)
    {
        var key = new ModelKey(tenant, model, region);
        return _entries.TryGetValue(key, out var entry) && IsFresh(entry) ? new ValueTask<ModelView?>(entry.View) : SearchAsync(key);
    }

    /// <summary>All models of a tenant, by name, each in its own region or another one.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="region">Where they are looked for first.</param>
    public async Task<IReadOnlyList<ModelView>> ListAsync(string tenant, string region)
    {
        var places = await PlacesAsync();
        var names = places.Models.Select(assignment => assignment.Model).Where(model => model.Tenant == tenant).Select(model => model.Model).Distinct();
        var views = await Task.WhenAll(names.Order(StringComparer.Ordinal).Select(name => FindAsync(tenant, name, region).AsTask()));
        return [.. views.OfType<ModelView>()];
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

    /// <summary>Whether the model, in that region, had replicas that take requests when it was last heard of. Nobody is asked.</summary>
    public bool Serves(ModelKey key) => _entries.TryGetValue(key, out var entry) && entry.View.ReadyReplicas > 0;

    private bool IsFresh(Entry entry) => time.GetElapsedTime(entry.ReadAt) < MaxAge;

    private async ValueTask<ModelView?> SearchAsync(ModelKey key)
    {
        if (!NameRules.IsModelName(key.Model) || !NameRules.IsResourceName(key.Tenant))
        {
            return null;
        }

        return await GetAsync(key) ?? (await ElsewhereAsync(key) is { } other ? await GetAsync(other) : null);
    }

    /// <summary>The model in that region and no other; null when there is none.</summary>
    /// <param name="key">Which.</param>
    public ValueTask<ModelView?> GetAsync(ModelKey key) =>
        _entries.TryGetValue(key, out var entry) && IsFresh(entry)
            ? new ValueTask<ModelView?>(entry.View)
            : new ValueTask<ModelView?>(RefreshOrKeepAsync(key, entry?.View));

    /// <summary>While the grain cannot be reached, what was known goes on: a spec changes rarely, and the grain checks what it was read against.</summary>
    private async Task<ModelView?> RefreshOrKeepAsync(ModelKey key, ModelView? known)
    {
        try
        {
            return await RefreshAsync(key).WaitAsync(known is null ? Patience : MaxAge, time);
        }
        catch (Exception exception) when (known is not null && Unreachable.Is(exception))
        {
            return known;
        }
    }

    /// <summary>The first other region, by name, that has the model.</summary>
    private async ValueTask<ModelKey?> ElsewhereAsync(ModelKey key)
    {
        var places = await PlacesAsync();
        return places.Models
            .Select(assignment => assignment.Model)
            .Where(model => model.Tenant == key.Tenant && model.Model == key.Model && model.Region != key.Region)
            .OrderBy(model => model.Region, StringComparer.Ordinal)
            .Select(model => (ModelKey?)model)
            .FirstOrDefault();
    }

    private async ValueTask<Places> PlacesAsync()
    {
        var places = _places;
        if (places.ReadAt is not { } readAt || time.GetElapsedTime(readAt) >= MaxAge)
        {
            var fleet = await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).GetAsync().WaitAsync(Patience, time);
            _places = places = new Places(fleet.Models, time.GetTimestamp());
        }

        return places;
    }

    private sealed record Places(ImmutableArray<FleetAssignment> Models, long? ReadAt);

    private sealed record Entry(ModelView View, long ReadAt);
}
