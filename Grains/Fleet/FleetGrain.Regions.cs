using System.Collections.Immutable;
using System.Globalization;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Grains.Events;
using Krewe.Grains.Fleet.Regions;
using Krewe.Machines;
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
    private readonly Dictionary<string, int?> _readyElsewhere = [];
    private readonly SortedDictionary<string, RegionLatency> _latencies = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> _asked = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>.Empty;
    private ImmutableSortedDictionary<string, int> _missing = ImmutableSortedDictionary<string, int>.Empty;
    private DateTimeOffset _roundAt;
    private DateTimeOffset? _decidedAt;
    private bool _inRound;
    private bool _knowsPools;

    public Task<FleetRoutes> GetRoutesAsync(FrontRegionReport report)
    {
        foreach (var one in report.Latencies)
        {
            _latencies[$"{one.From} {one.To}"] = one;
        }

        CountOrigins(report);
        return Task.FromResult(new FleetRoutes { Lost = [.. state.State.Lost.Keys], Routes = [.. state.State.Spread.Select(pair => RouteOf(pair.Key, pair.Value))] });
    }

    private IEnumerable<RegionStatus> RegionStates() => state.State.Pools
        .GroupBy(pool => pool.Region, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new RegionStatus
        {
            Name = group.Key,
            LostSince = state.State.Lost.TryGetValue(group.Key, out var since) ? since : null,
            DrainedSince = state.State.Drained.TryGetValue(group.Key, out var drained) ? drained : null,
            Decided = state.State.Drained.TryGetValue(group.Key, out var begun) && _decidedAt >= begun,
            Pools = [.. group.OrderBy(pool => pool.Pool, StringComparer.Ordinal)],
            Latencies = [.. _latencies.Values.Where(one => one.From == group.Key)],
        });

    private SpreadStatus StatusOf(string key, SpreadModel model) => new()
    {
        Route = RouteOf(key, model),
        AwaySince = model.AwaySince,
        ReturningSince = model.ReturningSince,
        Asked = _asked.GetValueOrDefault(key) ?? ImmutableSortedDictionary<string, int>.Empty,
        Missing = _missing.GetValueOrDefault(key),
        Phase = RegionRamp.PhaseOf(model),
        Move = model.Move,
        Held = model.Held,
    };

    private ModelRoute RouteOf(string key, SpreadModel model)
    {
        var home = ModelKey.Parse(key);
        return new ModelRoute
        {
            Home = home,
            Standby = model.Spec.Regions!.Standby > 0,
            HomeThousandths = RegionRamp.Share(model, ViewOf(key, model, time.GetUtcNow()), model.Spec.Regions.Standby),
            Reason = model.Move?.Reason,
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
            var round = new RegionRound(live, state.State.Pools, pools, await AskMachinesAsync(pools), state.State.Drained.Keys, now);
            await TakeHomesAsync(round);
            await SpreadAsync(round);
            _decidedAt = now;
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

    /// <summary>What can be added to the pools of which machines are known; where nobody says, nothing can.</summary>
    private async Task<Dictionary<PoolKey, MachinesView>> AskMachinesAsync(IEnumerable<PoolRegion> pools)
    {
        var asked = await Task.WhenAll(pools.Where(pool => pool.Spot is not null).Select(async pool =>
        {
            try
            {
                return await GrainFactory.GetGrain<IMachinesGrain>(pool.Pool.ToString()).GetAsync().WaitAsync(Patience, time);
            }
            catch (Exception exception)
            {
                Log.PoolSilent(logger, pool.Pool, exception);
                return null;
            }
        }));
        return asked.OfType<MachinesView>().ToDictionary(view => view.Pool);
    }

    /// <summary>What pools say of models that may be in several regions is kept: the pool may be lost with its region. And how far each is on its way.</summary>
    private async Task TakeHomesAsync(RegionRound round)
    {
        foreach (var (key, model) in round.Found.Where(pair => pair.Value.Spec.Regions is not null))
        {
            _homes[key] = new HomeView(model.Wanted, model.Placed, model.Ready, model.Refused);
        }

        var before = state.State.Spread;
        if (!Same(Stepped(before, round), before))
        {
            await UpdateAsync(known => known with { Spread = Stepped(known.Spread, round) });
        }

        foreach (var (key, thought) in round.Thoughts)
        {
            _thoughts[key] = thought;
        }

        var after = state.State.Spread;
        foreach (var (key, model) in after.Where(pair => before.ContainsKey(pair.Key)))
        {
            NoteStep(key, before[key], model, round.Now);
        }

        foreach (var gone in _homes.Keys.Where(key => !after.ContainsKey(key)).ToList())
        {
            Forget(gone);
        }
    }

    private ImmutableSortedDictionary<string, SpreadModel> Stepped(ImmutableSortedDictionary<string, SpreadModel> models, RegionRound round)
    {
        var next = models.RemoveRange(models.Where(pair => round.Answered.Contains(pair.Value.Spec.GetPoolKey()) && round.Found.GetValueOrDefault(pair.Key)?.Spec.Regions is null).Select(pair => pair.Key));
        foreach (var (key, home) in round.Found.Where(pair => pair.Value.Spec.Regions is not null && !next.ContainsKey(pair.Key)))
        {
            next = next.SetItem(key, new SpreadModel { Spec = home.Spec, Wanted = home.Wanted });
        }

        return next.ToImmutableSortedDictionary(pair => pair.Key, pair => Stepped(pair.Key, pair.Value, round), StringComparer.Ordinal);
    }

    private static bool Same(ImmutableSortedDictionary<string, SpreadModel> one, ImmutableSortedDictionary<string, SpreadModel> other) =>
        one.Count == other.Count && one.All(pair => other.GetValueOrDefault(pair.Key) == pair.Value);

    /// <summary>Decides which copies there are to be, and has it done.</summary>
    private async Task SpreadAsync(RegionRound round)
    {
        // Where a pool is silent just now, what it holds is neither replaced nor given up.
        var heard = state.State.Spread.Where(pair => !CopiesOf(pair.Key).Any(copy => IsSilent(copy, round))).ToDictionary(StringComparer.Ordinal);
        var models = heard.Select(pair => Spreadable(pair.Key, pair.Value, round.Found)).ToList();
        var residents = round.Found.Where(pair => !state.State.Copies.ContainsKey(pair.Key)).Select(pair => RegionViews.Resident(pair.Value)).ToList();
        var decision = RegionSpread.Decide(round.Places, models, residents);
        (_asked, var missingBefore, _missing) = (decision.Copies, _missing, decision.Missing);
        foreach (var model in models)
        {
            if (_missing.GetValueOrDefault(model.Name) is var lacks and > 0 && missingBefore.GetValueOrDefault(model.Name) != lacks)
            {
                Note(EventKinds.ModelShort, EventLevel.Warning, model.Name, ModelKey.Parse(model.Name), $"{lacks} replicas of model {model.Name} find no place in another region", [$"allowed: {string.Join(", ", model.Allowed)}; more important models come first"], ("missing", lacks), ("wanted", RegionSpread.Target(model)));
            }
        }

        await CapAsync(round, decision);
        foreach (var rank in models.GroupBy(model => model.Rank).OrderBy(group => group.Key))
        {
            // Sums say more than fits: the more important are placed before the others are asked for.
            await Task.WhenAll(rank.SelectMany(model => decision.Copies.GetValueOrDefault(model.Name)?.Select(copy => CopyAsync(model.Name, copy.Key, copy.Value, round.Found)) ?? []));
        }

        await Task.WhenAll([
            .. state.State.Copies.Where(pair => (heard.ContainsKey(pair.Value) || !state.State.Spread.ContainsKey(pair.Value)) && round.Answered.Any(pool => pool.Region == ModelKey.Parse(pair.Key).Region)
                    && decision.Copies.GetValueOrDefault(pair.Value)?.ContainsKey(ModelKey.Parse(pair.Key).Region) != true)
                .Select(pair => EndCopyAsync(pair.Key)),
        ]);
    }

    private SpreadableModel Spreadable(string key, SpreadModel model, Dictionary<string, PoolRegionModel> found)
    {
        var home = ModelKey.Parse(key);
        var lost = state.State.Lost.ContainsKey(home.Region);
        var view = _homes.TryGetValue(key, out var one) ? one : default;
        return new SpreadableModel
        {
            Name = key,
            Rank = (int)model.Spec.Class,
            Away = model.AwaySince is not null,
            Moving = model.Move is not null && model.AwaySince is null,
            Gently = model.Move is not null && !lost,
            Homing = model.AwaySince is not null && model.Move is null && !lost,
            Prefer = model.Move?.To,

            // For a lower price or a shorter way no machine is added, and none where it will not stay.
            MayBuy = lost || (model.Move is null ? model.AwaySince is null : model.Move.Reason is RegionMoveReason.Maintenance or RegionMoveReason.Asked),
            Pool = model.Spec.Pool,
            Allowed = AllowedOf(key, model.Spec),
            Standby = model.Spec.Regions!.Standby,
            Wanted = model.Wanted,
            Homeless = view.Refused ? Math.Max(0, view.Wanted - view.Placed) : 0,
            FollowsDemand = model.Spec.Scaling is not null,
            Need = RegionViews.Need(model.Spec),
            Copies = CopiesOf(key).Where(found.ContainsKey).ToImmutableSortedDictionary(
                copy => ModelKey.Parse(copy).Region,
                copy => new CopyNow(found[copy].Spec.Replicas, found[copy].Placed, found[copy].Refused, found[copy].Ready),
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
                [WhyElsewhere(model), $"its spec allows region {region}"],
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
            Note(EventKinds.ModelSpread, EventLevel.Information, copy, key, $"no replica of model {copy} any more", [WhyNoMore(copy)], ("replicas", 0));
        }
        catch (Exception exception)
        {
            Log.CopyFailed(logger, key, exception);
        }
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
