using System.Collections.Immutable;
using System.Globalization;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Grains.Events;
using Krewe.Grains.Fleet.Regions;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scheduling.Regions;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Fleet;

/// <content>
/// Several regions: which are lost, which models have copies where, and how requests go and return. A round begins with a pool's report, at most one
/// at a time, and is carried out beside it: it asks pools, which wait for that very report.
/// </content>
internal sealed partial class FleetGrain
{
    private static readonly TimeSpan RoundPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>All silos of a cluster may start at once: who is younger has not missed the others.</summary>
    private static readonly TimeSpan LeastUptime = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, HomeView> _homes = [];
    private readonly Dictionary<string, int> _readyElsewhere = [];
    private readonly SortedDictionary<string, RegionLatency> _latencies = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> _asked = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>.Empty;
    private ImmutableSortedDictionary<string, int> _missing = ImmutableSortedDictionary<string, int>.Empty;
    private DateTimeOffset _roundAt;
    private bool _inRound;
    private bool _knowsPools;

    public Task<FleetRoutes> GetRoutesAsync(ImmutableArray<RegionLatency> latencies)
    {
        foreach (var one in latencies)
        {
            _latencies[$"{one.From} {one.To}"] = one;
        }

        return Task.FromResult(new FleetRoutes { Lost = [.. state.State.Lost.Keys], Routes = [.. state.State.Spread.Select(pair => RouteOf(pair.Key, pair.Value))] });
    }

    private IEnumerable<RegionStatus> RegionStates() => state.State.Pools
        .GroupBy(pool => pool.Region, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new RegionStatus
        {
            Name = group.Key,
            LostSince = state.State.Lost.TryGetValue(group.Key, out var since) ? since : null,
            Pools = [.. group.OrderBy(pool => pool.Pool, StringComparer.Ordinal)],
            Latencies = [.. _latencies.Values.Where(one => one.From == group.Key)],
        });

    private IEnumerable<SpreadStatus> SpreadStates() => state.State.Spread.Select(pair => new SpreadStatus
    {
        Route = RouteOf(pair.Key, pair.Value),
        AwaySince = pair.Value.AwaySince,
        ReturningSince = pair.Value.ReturningSince,
        Asked = _asked.GetValueOrDefault(pair.Key) ?? ImmutableSortedDictionary<string, int>.Empty,
        Missing = _missing.GetValueOrDefault(pair.Key),
    });

    private ModelRoute RouteOf(string key, SpreadModel model)
    {
        var home = ModelKey.Parse(key);
        return new ModelRoute
        {
            Home = home,
            Standby = model.Spec.Regions!.Standby > 0,
            HomeThousandths = ReturnRamp.Share(model, _homes.TryGetValue(key, out var view) ? view : null, _readyElsewhere.GetValueOrDefault(key), time.GetUtcNow()),
            Copies = [.. state.State.Copies.Where(pair => pair.Value == key).Select(pair => ModelKey.Parse(pair.Key))],
            Elsewhere = [.. model.Spec.Regions.Allow.Select(region => RegionViews.KeyIn(home, region)).Where(copy => state.State.Models.ContainsKey(copy.ToString()))],
        };
    }

    private void BeginRound()
    {
        var now = time.GetUtcNow();
        if (!_inRound && now - _roundAt >= RoundPause && silos.Uptime >= LeastUptime && silos.LiveRegions is { IsEmpty: false } live)
        {
            _roundAt = now;
            RoundAsync(live, now).Ignore();
        }
    }

    private async Task RoundAsync(ImmutableHashSet<string> live, DateTimeOffset now)
    {
        _inRound = true;
        try
        {
            await NoteRegionsAsync(live, now);

            // Most clusters have no model in several regions: once nothing of that kind was found, nobody is asked again.
            if (_knowsPools && state.State.Spread.IsEmpty && state.State.Copies.IsEmpty)
            {
                return;
            }

            var pools = await AskPoolsAsync(live);
            await TakeHomesAsync(pools, now);
            await SpreadAsync(pools, now);
            _knowsPools |= pools.Count == state.State.Pools.Count(pool => live.Contains(pool.Region));
        }
        catch (Exception exception)
        {
            // Nothing is lost: the next round is two seconds away.
            Log.RoundFailed(logger, exception);
        }
        finally
        {
            _inRound = false;
        }
    }

    /// <summary>Which regions are lost, and which are back.</summary>
    private async Task NoteRegionsAsync(ImmutableHashSet<string> live, DateTimeOffset now)
    {
        var holding = state.State.Models.Values.GroupBy(assignment => assignment.Model.Region, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (var region in holding.Keys.Where(region => !live.Contains(region) && !state.State.Lost.ContainsKey(region)).Order(StringComparer.Ordinal))
        {
            await UpdateAsync(known => known with { Lost = known.Lost.SetItem(region, now) });
            Note(EventKinds.RegionLost, EventLevel.Error, region, null, $"region {region} is lost: it has no live silo, and held {holding[region]} models", ["no live silo of the membership is in it"], ("models", holding[region]), ("live regions", string.Join(' ', live.Order(StringComparer.Ordinal))));
        }

        foreach (var (region, since) in state.State.Lost.Where(pair => live.Contains(pair.Key) || !holding.ContainsKey(pair.Key)).ToList())
        {
            await UpdateAsync(known => known with { Lost = known.Lost.Remove(region) });
            if (live.Contains(region))
            {
                Note(EventKinds.RegionReturned, EventLevel.Information, region, null, $"region {region} is back", ["a live silo of the membership is in it"], ("lost for", now - since));
            }
        }
    }

    /// <summary>All pools of live regions at once; one that does not answer is left out, and its region is given nothing.</summary>
    private async Task<List<PoolRegion>> AskPoolsAsync(ImmutableHashSet<string> live)
    {
        var asked = await Task.WhenAll(state.State.Pools.Where(pool => live.Contains(pool.Region)).Select(async pool =>
        {
            try
            {
                return await GrainFactory.GetGrain<IPoolGrain>(pool.ToString()).GetRegionAsync().WaitAsync(Patience, time);
            }
            catch (Exception exception)
            {
                Log.PoolSilent(logger, pool, exception);
                return null;
            }
        }));
        return [.. asked.OfType<PoolRegion>()];
    }

    /// <summary>What pools say of models that may be in several regions is kept: the pool may be lost with its region.</summary>
    private async Task TakeHomesAsync(List<PoolRegion> pools, DateTimeOffset now)
    {
        var answered = pools.Select(pool => pool.Pool).ToHashSet();
        var homes = pools.SelectMany(pool => pool.Models).Where(model => model.Spec.Regions is not null).ToDictionary(model => model.Spec.GetKey().ToString(), StringComparer.Ordinal);
        var next = state.State.Spread.RemoveRange(state.State.Spread.Where(pair => answered.Contains(pair.Value.Spec.GetPoolKey()) && !homes.ContainsKey(pair.Key)).Select(pair => pair.Key));
        foreach (var (key, model) in homes)
        {
            var known = next.GetValueOrDefault(key) ?? new SpreadModel { Spec = model.Spec };
            _homes[key] = new HomeView(model.Wanted, model.Placed, model.Ready, model.Refused);
            next = next.SetItem(key, known with { Spec = model.Spec, Wanted = model.Wanted });
        }

        foreach (var (key, model) in next)
        {
            var stepped = ReturnRamp.Step(model, state.State.Lost.ContainsKey(model.Spec.Region), homes.ContainsKey(key) ? _homes[key] : null, now);
            if (stepped.ReturningSince is not null && model.ReturningSince is null)
            {
                Note(EventKinds.ModelReturning, EventLevel.Information, key, ModelKey.Parse(key), $"requests of model {key} return to region {model.Spec.Region}, within {ReturnRamp.Length.TotalSeconds:0} s", ["a replica takes requests there again"], ("away for", now - model.AwaySince));
            }

            next = stepped == model ? next : next.SetItem(key, stepped);
        }

        foreach (var gone in _homes.Keys.Where(key => !next.ContainsKey(key)).ToList())
        {
            _homes.Remove(gone);
        }

        if (next.Count != state.State.Spread.Count || next.Any(pair => state.State.Spread.GetValueOrDefault(pair.Key) != pair.Value))
        {
            await UpdateAsync(known => known with { Spread = next });
        }
    }

    /// <summary>Decides which copies there are to be, and has it done.</summary>
    private async Task SpreadAsync(List<PoolRegion> pools, DateTimeOffset now)
    {
        var found = pools.SelectMany(pool => pool.Models).ToDictionary(model => model.Spec.GetKey().ToString(), StringComparer.Ordinal);
        var models = state.State.Spread.Select(pair => Spreadable(pair.Key, pair.Value, found)).ToList();
        var residents = found.Where(pair => !state.State.Copies.ContainsKey(pair.Key)).Select(pair => RegionViews.Resident(pair.Value)).ToList();
        var decision = RegionSpread.Decide(RegionViews.Places(pools), models, residents);
        (_asked, var missingBefore, _missing) = (decision.Copies, _missing, decision.Missing);
        foreach (var model in models)
        {
            _readyElsewhere[model.Name] = Math.Max(0, model.Copies.Keys.Sum(region => found.GetValueOrDefault(CopyKey(model.Name, region).ToString())?.Ready ?? 0) - model.Standby);
            if (_missing.GetValueOrDefault(model.Name) is var lacks and > 0 && missingBefore.GetValueOrDefault(model.Name) != lacks)
            {
                Note(EventKinds.ModelShort, EventLevel.Warning, model.Name, ModelKey.Parse(model.Name), $"{lacks} replicas of model {model.Name} find no place in another region", [$"allowed: {string.Join(", ", model.Allowed)}; more important models come first"], ("missing", lacks), ("wanted", RegionSpread.Target(model)));
            }
        }

        await CapAsync(found, decision);
        var answered = pools.Select(pool => pool.Pool.Region).ToHashSet(StringComparer.Ordinal);
        foreach (var rank in models.GroupBy(model => model.Rank).OrderBy(group => group.Key))
        {
            // Sums say more than fits: the more important are placed before the others are asked for.
            await Task.WhenAll(rank.SelectMany(model => decision.Copies.GetValueOrDefault(model.Name)?.Select(copy => CopyAsync(model.Name, copy.Key, copy.Value, found)) ?? []));
        }

        await Task.WhenAll([
            .. state.State.Copies.Where(pair => answered.Contains(ModelKey.Parse(pair.Key).Region) && decision.Copies.GetValueOrDefault(pair.Value)?.ContainsKey(ModelKey.Parse(pair.Key).Region) != true)
                .Select(pair => EndCopyAsync(pair.Key)),
        ]);
    }

    private SpreadableModel Spreadable(string key, SpreadModel model, Dictionary<string, PoolRegionModel> found)
    {
        var home = ModelKey.Parse(key);
        var copies = state.State.Copies.Where(pair => pair.Value == key && found.ContainsKey(pair.Key));

        // Where the model is declared by itself, or has no pool of that name, there is no copy to be made.
        var allowed = model.Spec.Regions!.Allow.Where(region => state.State.Pools.Contains(new PoolKey(region, model.Spec.Pool))
            && (state.State.Copies.ContainsKey(CopyKey(key, region).ToString()) || !state.State.Models.ContainsKey(CopyKey(key, region).ToString())));
        var view = _homes.TryGetValue(key, out var one) ? one : default;
        return new SpreadableModel
        {
            Name = key,
            Rank = (int)model.Spec.Class,
            Away = model.AwaySince is not null,
            Allowed = [.. allowed],
            Standby = model.Spec.Regions.Standby,
            Wanted = model.Wanted,
            Homeless = view.Refused ? Math.Max(0, view.Wanted - view.Placed) : 0,
            FollowsDemand = model.Spec.Scaling is not null,
            Need = RegionViews.Need(model.Spec),
            Copies = copies.ToImmutableSortedDictionary(
                pair => ModelKey.Parse(pair.Key).Region,
                pair => new CopyNow(found[pair.Key].Spec.Replicas, found[pair.Key].Placed, found[pair.Key].Refused),
                StringComparer.Ordinal),
            LatencyMs = _latencies.Values.Where(one => one.From == home.Region).ToImmutableSortedDictionary(one => one.To, one => one.Milliseconds, StringComparer.Ordinal),
            NearMs = model.Spec.Regions.Near?.TotalMilliseconds,
        };
    }

    /// <summary>Makes a copy, or gives it another number of replicas.</summary>
    private async Task CopyAsync(string key, string region, int replicas, Dictionary<string, PoolRegionModel> found)
    {
        if (!state.State.Spread.TryGetValue(key, out var model))
        {
            return;
        }

        var copy = CopyKey(key, region);
        var spec = RegionViews.Copy(model.Spec, region, replicas, model.AwaySince is not null);
        var before = found.GetValueOrDefault(copy.ToString());
        if (before?.Spec == spec)
        {
            return;
        }

        try
        {
            long generation = 0;
            await UpdateAsync(known => known with
            {
                LastGeneration = generation = known.LastGeneration + 1,
                Copies = known.Copies.SetItem(copy.ToString(), key),
                Models = known.Models.SetItem(copy.ToString(), new FleetAssignment(copy, spec.GetPoolKey())),
            });
            await GrainFactory.GetGrain<IPoolGrain>(spec.GetPoolKey().ToString()).AssignAsync(spec, generation).WaitAsync(Patience, time);
            Note(
                EventKinds.ModelSpread,
                EventLevel.Information,
                copy.ToString(),
                copy,
                string.Create(CultureInfo.InvariantCulture, $"{replicas} replicas of model {key} in region {region} instead of {before?.Spec.Replicas ?? 0}"),
                [model.AwaySince is null ? "its own region is short of places, or replicas are kept elsewhere at all times" : $"region {model.Spec.Region} does not serve it", $"its spec allows region {region}"],
                ("replicas", replicas), ("replicas before", before?.Spec.Replicas ?? 0), ("home", model.Spec.Region), ("wanted", model.Wanted));
        }
        catch (Exception exception)
        {
            Log.CopyFailed(logger, copy, exception);
        }
    }

    private async Task EndCopyAsync(string copy)
    {
        var key = ModelKey.Parse(copy);
        try
        {
            if (state.State.Models.TryGetValue(copy, out var assignment))
            {
                await GrainFactory.GetGrain<IPoolGrain>(assignment.Pool.ToString()).UnassignAsync(key).WaitAsync(Patience, time);
            }

            await UpdateAsync(known => known with { Copies = known.Copies.Remove(copy), Models = known.Models.Remove(copy) });
            Note(EventKinds.ModelSpread, EventLevel.Information, copy, key, $"no replica of model {copy} any more: its own region serves it", ["nothing is lacking there, and none is kept elsewhere at all times"], ("replicas", 0));
        }
        catch (Exception exception)
        {
            Log.CopyFailed(logger, key, exception);
        }
    }

    /// <summary>Has less important models give places up, or gives them back.</summary>
    private async Task CapAsync(Dictionary<string, PoolRegionModel> found, SpreadDecision decision)
    {
        var caps = found.Where(pair => !state.State.Copies.ContainsKey(pair.Key) && pair.Value.Cap != (decision.Caps.TryGetValue(pair.Key, out var most) ? most : null))
            .Select(pair => (Pool: pair.Value.Spec.GetPoolKey(), Cap: new ModelCap(pair.Value.Spec.GetKey(), decision.Caps.TryGetValue(pair.Key, out var most) ? most : null)));
        await Task.WhenAll(caps.GroupBy(one => one.Pool).Select(async pool =>
        {
            try
            {
                await GrainFactory.GetGrain<IPoolGrain>(pool.Key.ToString()).SetCapsAsync([.. pool.Select(one => one.Cap)]).WaitAsync(Patience, time);
            }
            catch (Exception exception)
            {
                Log.PoolSilent(logger, pool.Key, exception);
            }
        }));
    }

    private void Note(string kind, EventLevel level, string subject, ModelKey? model, string text, ImmutableArray<string> reasons, params ReadOnlySpan<(string Name, object? Value)> inputs) =>
        events.Record(new ClusterEvent { At = time.GetUtcNow(), Kind = kind, Level = level, Subject = subject, Model = model, Message = text, Reasons = reasons, Inputs = EventInputs.Of(inputs) });

    private static ModelKey CopyKey(string home, string region) => RegionViews.KeyIn(ModelKey.Parse(home), region);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2150, Level = LogLevel.Warning, Message = "The fleet could not look after its regions; it tries again in two seconds.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 2151, Level = LogLevel.Warning, Message = "Pool {Pool} did not answer the fleet; it is asked again in two seconds.")]
        public static partial void PoolSilent(ILogger logger, PoolKey pool, Exception exception);

        [LoggerMessage(EventId = 2152, Level = LogLevel.Warning, Message = "The copy {Copy} could not be brought to what it is to be; it is tried again.")]
        public static partial void CopyFailed(ILogger logger, ModelKey copy, Exception exception);
    }
}
