using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;

namespace Krewe.Silo.Front.Regions;

/// <summary>What the front knows of regions, at most some seconds old: written by <see cref="RegionPoller"/>, read by every request.</summary>
internal sealed class RegionRoutes
{
    private volatile Known _known = new(FrozenDictionary<ModelKey, ModelRoute>.Empty, FrozenSet<string>.Empty);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _leaving = new(StringComparer.Ordinal);
    private volatile FrozenDictionary<string, double> _latencies = FrozenDictionary<string, double>.Empty;
    private readonly ConcurrentDictionary<ModelKey, long> _came = new();

    /// <summary>Takes over what the fleet says.</summary>
    public void Take(FleetRoutes routes)
    {
        if (routes.Routes.IsEmpty && routes.Lost.IsEmpty && _known is { Routes.Count: 0, Lost.Count: 0 })
        {
            return;
        }

        var byKey = routes.Routes.SelectMany(route => route.Copies.Select(copy => KeyValuePair.Create(copy, route))).DistinctBy(pair => pair.Key).ToDictionary();
        foreach (var route in routes.Routes)
        {
            byKey[route.Home] = route;
        }

        // A request may have found a copy that has just ended: it is a request of that model still. What is declared there by itself is not.
        foreach (var (copy, before) in _known.Routes)
        {
            if (byKey.TryGetValue(before.Home, out var route) && !route.Elsewhere.Contains(copy))
            {
                byKey.TryAdd(copy, route);
            }
        }

        _known = new Known(byKey.ToFrozenDictionary(), routes.Lost.ToFrozenSet(StringComparer.Ordinal));
        foreach (var region in routes.Lost)
        {
            if (_leaving.TryRemove(region, out var leaving))
            {
                leaving.Cancel(); // not disposed: somebody may just be taking its token
            }
        }
    }

    /// <summary>Signalled when the region is found to be lost: nobody waits in its queues any more.</summary>
    public CancellationToken Leaving(string region) => IsLost(region) ? new CancellationToken(true) : _leaving.GetOrAdd(region, _ => new CancellationTokenSource()).Token;

    /// <summary>Takes over round trips from this silo to other regions, in milliseconds.</summary>
    public void Take(IEnumerable<RegionLatency> latencies) => _latencies = latencies.ToFrozenDictionary(one => one.To, one => one.Milliseconds, StringComparer.Ordinal);

    /// <summary>The route of a model, by its key at home or that of a copy; null for a model of one region.</summary>
    public ModelRoute? Of(ModelKey key) => _known.Routes.GetValueOrDefault(key);

    /// <summary>Counts a request that came to this front.</summary>
    /// <param name="home">Its model, in its own region.</param>
    public void Count(ModelKey home) => _came.AddOrUpdate(home, 1, static (_, known) => known + 1);

    /// <summary>The requests that were counted since this was called last.</summary>
    public ImmutableArray<RegionRequests> TakeCounts() => [.. _came.Keys.Select(model => _came.TryRemove(model, out var count) ? new RegionRequests(model, count) : null).OfType<RegionRequests>()];

    /// <summary>Whether a region has no live silo.</summary>
    public bool IsLost(string region) => _known.Lost.Contains(region);

    /// <summary>
    /// The keys under which a request is tried, one after the other. First at home, or where it would be served at all times, when the share of
    /// requests that are for home says so; else in the other regions, the nearest first. What is known to serve nothing comes last.
    /// </summary>
    /// <param name="route">The model's.</param>
    /// <param name="here">The region of the front.</param>
    /// <param name="draw">0 to 999: which of a thousand requests it is.</param>
    /// <param name="serves">Whether a copy has replicas that take requests.</param>
    public ImmutableArray<ModelKey> Order(ModelRoute route, string here, int draw, Func<ModelKey, bool> serves)
    {
        var latencies = _latencies;
        var elsewhere = route.Elsewhere.Where(key => !IsLost(key.Region))
            .OrderBy(key => serves(key) ? 0 : 1)
            .ThenBy(key => key.Region == here ? 0 : 1)
            .ThenBy(key => latencies.GetValueOrDefault(key.Region));
        if (IsLost(route.Home.Region))
        {
            return [.. elsewhere];
        }

        var near = route.Standby ? elsewhere.Where(key => key.Region == here && serves(key)) : [];
        return draw < route.HomeThousandths ? [.. near, route.Home, .. elsewhere.Except(near)] : [.. elsewhere, route.Home];
    }

    private sealed record Known(FrozenDictionary<ModelKey, ModelRoute> Routes, FrozenSet<string> Lost);
}
