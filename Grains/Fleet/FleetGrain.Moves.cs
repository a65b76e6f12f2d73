using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Grains.Fleet.Regions;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scheduling.Regions;
using Krewe.Specs;

namespace Krewe.Grains.Fleet;

/// <content>
/// Models that go to another region while their own lives: regions taken out of service, what an operator says, where requests come from, what it costs.
/// What was decided is stored with the model; the rounds carry it out. See docs/regions.md.
/// </content>
internal sealed partial class FleetGrain
{
    private readonly Dictionary<string, RequestOrigins> _origins = [];
    private readonly Dictionary<string, RegionThought?> _thoughts = [];

    public async Task<RegionMaintenance> DrainRegionAsync(string region, bool drain)
    {
        if (state.State.Pools.All(pool => pool.Region != region))
        {
            throw new KreweException(FleetProblems.RegionUnknown(region, state.State.Pools));
        }

        var changed = state.State.Drained.ContainsKey(region) != drain;
        if (changed)
        {
            var now = time.GetUtcNow();
            await UpdateAsync(known => known with { Drained = drain ? known.Drained.SetItem(region, known.Drained.GetValueOrDefault(region, now)) : known.Drained.Remove(region) });
            _knowsPools = false;
            Note(
                drain ? EventKinds.RegionDrained : EventKinds.RegionUndrained, EventLevel.Information, region, null,
                drain ? $"region {region} is taken out of service: its models go to others that their specs allow" : $"region {region} is in service again: its models return", ["an operator told so"]);
        }

        return new RegionMaintenance { Region = region, Drained = drain, Changed = changed, Models = [.. Leavers(region, drain).OrderBy(one => one.To.IsEmpty ? 0 : 1).ThenBy(one => one.Model.ToString(), StringComparer.Ordinal)] };
    }

    public async Task<SpreadStatus> HoldAsync(ModelKey model, string? region)
    {
        var key = model.ToString();
        if (!state.State.Models.ContainsKey(key) || state.State.Copies.ContainsKey(key))
        {
            throw new KreweException(FleetProblems.ModelUnknown(model, state.State.Copies.GetValueOrDefault(key)));
        }

        if (!state.State.Spread.TryGetValue(key, out var known) || (region is not null && region != model.Region && !known.Spec.Regions!.Allow.Contains(region)))
        {
            throw new KreweException(FleetProblems.RegionNotAllowed(model, region, known?.Spec.Regions?.Allow ?? []));
        }

        if (region is not null && region != model.Region && !AllowedOf(key, known.Spec).Contains(region))
        {
            throw new KreweException(FleetProblems.RegionWithoutPlace(model, region, known.Spec.Pool, state.State.Models.ContainsKey(CopyKey(key, region).ToString())));
        }

        if (known.Held != region)
        {
            await UpdateAsync(now => now.Spread.TryGetValue(key, out var one) ? now with { Spread = now.Spread.SetItem(key, one with { Held = region }) } : now);
        }

        return StatusOf(key, state.State.Spread.GetValueOrDefault(key) ?? known);
    }

    private void CountOrigins(FrontRegionReport report)
    {
        var now = time.GetUtcNow();
        foreach (var one in report.Requests.Where(one => state.State.Spread.ContainsKey(one.Model.ToString())))
        {
            var key = one.Model.ToString();
            (_origins.TryGetValue(key, out var origins) ? origins : _origins[key] = new RequestOrigins()).Add(report.Region, one.Count, now);
        }
    }

    private void Forget(string key)
    {
        _homes.Remove(key);
        _readyElsewhere.Remove(key);
        _origins.Remove(key);
        _thoughts.Remove(key);
    }

    /// <summary>What becomes of the models of a region, and of the copies that others have there.</summary>
    private IEnumerable<RegionLeaver> Leavers(string region, bool drain)
    {
        foreach (var (key, assignment) in state.State.Models.Where(pair => pair.Value.Model.Region == region))
        {
            var copyOf = state.State.Copies.GetValueOrDefault(key);
            if (!state.State.Spread.TryGetValue(copyOf ?? key, out var model))
            {
                yield return new RegionLeaver(assignment.Model, [], "its spec allows no other region ('regions.allow')");
                continue;
            }

            var home = model.Spec.Region;
            ImmutableArray<string> to = [.. AllowedOf(copyOf ?? key, model.Spec).Append(home).Where(other => other != region && !state.State.Drained.ContainsKey(other) && silos.LiveRegions?.Contains(other) == true)];
            yield return copyOf is not null ? new RegionLeaver(assignment.Model, to, drain ? to.IsEmpty ? "no other region that its spec allows serves" : $"replicas of a model of region {home} are replaced elsewhere" : "it stays where it is best")
                : !drain ? new RegionLeaver(assignment.Model, [region], "it returns")
                : new RegionLeaver(assignment.Model, to, to.IsEmpty ? $"no other region that its spec allows serves ({string.Join(", ", model.Spec.Regions!.Allow)})" : "its spec allows it");
        }
    }

    /// <summary>The regions where copies of a model may be made: not where it is declared by itself, or no pool has the name of its own.</summary>
    private ImmutableArray<string> AllowedOf(string key, ModelSpec spec) =>
    [
        .. spec.Regions!.Allow.Where(region => state.State.Pools.Contains(new PoolKey(region, spec.Pool))
            && (state.State.Copies.ContainsKey(CopyKey(key, region).ToString()) || !state.State.Models.ContainsKey(CopyKey(key, region).ToString()))),
    ];

    private IEnumerable<string> CopiesOf(string key) => state.State.Copies.Where(pair => pair.Value == key).Select(pair => pair.Key);

    /// <summary>Whether the pool of the copy lives and did not answer.</summary>
    private bool IsSilent(string copy, RegionRound round) => state.State.Models.TryGetValue(copy, out var assignment) && round.IsSilent(assignment.Pool);

    private RampView ViewOf(string key, SpreadModel model, DateTimeOffset now) => new(
        state.State.Lost.ContainsKey(model.Spec.Region), _homes.TryGetValue(key, out var home) ? home : null, _readyElsewhere.GetValueOrDefault(key), _missing.GetValueOrDefault(key), now);

    /// <summary>One model as of this round: what its pool says, where it is to be, and how far it is on its way.</summary>
    private SpreadModel Stepped(string key, SpreadModel model, RegionRound round)
    {
        var copies = CopiesOf(key).ToList();
        _readyElsewhere[key] = copies.Any(copy => IsSilent(copy, round)) ? null : copies.Sum(copy => round.Found.GetValueOrDefault(copy)?.Ready ?? 0);
        if (round.Found.GetValueOrDefault(key) is { } home)
        {
            model = model with { Spec = home.Spec, Wanted = WantedOf(model, home, copies, round) };
        }

        var view = ViewOf(key, model, round.Now);
        if (!view.Lost && !round.IsSilent(model.Spec.GetPoolKey()))
        {
            var move = RegionMoves.Decide(Movable(key, model, round), round.Live, RoundTrips(), _thoughts.GetValueOrDefault(key), round.Now);
            round.Thoughts[key] = move.Thought;
            if (move.Wish?.To != model.Move?.To || (RegionMoveReason?)move.Wish?.Reason != model.Move?.Reason)
            {
                model = model with { Move = move.Wish is { } wish ? new SpreadMove(wish.To, (RegionMoveReason)wish.Reason, round.Now) : null, MovedAt = round.Now };
            }
        }

        return RegionRamp.Step(model, view);
    }

    /// <summary>While requests are on their way, or elsewhere, demand at home says nothing of how many replicas it takes; that of the copies does.</summary>
    private static int WantedOf(SpreadModel model, PoolRegionModel home, List<string> copies, RegionRound round) =>
        home.Spec.Scaling is null ? home.Wanted
        : model.AwaySince is not null ? copies.Sum(copy => round.Found.GetValueOrDefault(copy)?.Wanted ?? 0) is > 0 and var elsewhere ? elsewhere : model.Wanted
        : model.LeavingSince is not null ? Math.Max(model.Wanted, home.Wanted)
        : home.Wanted;

    private MovableModel Movable(string key, SpreadModel model, RegionRound round) => new()
    {
        Home = model.Spec.Region,
        HomeDrained = state.State.Drained.ContainsKey(model.Spec.Region),
        Allowed = AllowedOf(key, model.Spec),
        Held = model.Held,
        Now = model.Move is { } move ? new RegionWish(move.To, (MoveReason)move.Reason) : null,
        MovedAt = model.MovedAt,
        Settled = model.LeavingSince is not null || model.AwaySince is not null,
        Wanted = model.Wanted,
        Need = RegionViews.Need(model.Spec),
        NearMs = model.Spec.Regions!.Near?.TotalMilliseconds,
        Origin = _origins.GetValueOrDefault(key)?.Main(round.Now),
    };

    private Dictionary<(string From, string To), double> RoundTrips() => _latencies.Values.ToDictionary(one => (one.From, one.To), one => one.Milliseconds);

    /// <summary>Has models do with fewer replicas, or no longer: the less important, and those that are served elsewhere.</summary>
    private async Task CapAsync(RegionRound round, SpreadDecision decision)
    {
        var caps = round.Found.Where(pair => !state.State.Copies.ContainsKey(pair.Key))
            .Select(pair => (Model: pair.Value, Cap: CapOf(pair.Key, pair.Value, decision, round.Now)))
            .Where(one => one.Cap.Most != one.Model.Cap || one.Cap.Least != one.Model.Least);
        await Task.WhenAll(caps.GroupBy(one => one.Model.Spec.GetPoolKey()).Select(async pool =>
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

    private ModelCap CapOf(string key, PoolRegionModel found, SpreadDecision decision, DateTimeOffset now)
    {
        int? gives = decision.Caps.TryGetValue(key, out var most) ? most : null;
        if (!state.State.Spread.TryGetValue(key, out var model) || model.AwaySince is null)
        {
            return new ModelCap(found.Spec.GetKey(), gives, null, gives is null ? "nothing limits it any more" : "more important models whose region is lost need the places");
        }

        var view = ViewOf(key, model, now);
        var stays = view.Elsewhere is null && model.Move is not null ? found.Cap : RegionRamp.Most(model, view);
        return new ModelCap(
            found.Spec.GetKey(),
            gives < stays || stays is null ? gives : stays,
            RegionRamp.Least(model, view),
            stays is null ? "its own region is to serve it again" : "other regions serve it: " + WhyElsewhere(model));
    }

    private void NoteStep(string key, SpreadModel before, SpreadModel after, DateTimeOffset now)
    {
        var (model, home) = (ModelKey.Parse(key), after.Spec.Region);
        if (after.Move is { } move && before.Move != move)
        {
            Note(EventKinds.ModelMoving, EventLevel.Information, key, model, $"model {key} is to be served in {(move.To is { } to ? "region " + to : "another region")}", [WhyElsewhere(after)], ("reason", move.Reason), ("to", move.To), ("wanted", after.Wanted));
        }

        if (after.AwaySince is not null && before is { AwaySince: null, LeavingSince: not null } && after.ReturningSince is null)
        {
            Note(EventKinds.ModelMoved, EventLevel.Information, key, model, $"other regions than {home} serve model {key}", [WhyElsewhere(after)], ("reason", after.Move?.Reason));
        }

        if (after.ReturningSince is not null && before.ReturningSince is null)
        {
            Note(EventKinds.ModelReturning, EventLevel.Information, key, model, $"requests of model {key} return to region {home}, within {RegionRamp.Length.TotalSeconds:0} s", ["replicas take requests there"], ("away for", now - before.AwaySince));
        }
    }

    private static string WhyElsewhere(SpreadModel model) => model.Move?.Reason switch
    {
        RegionMoveReason.Maintenance => $"region {model.Spec.Region} is taken out of service",
        RegionMoveReason.Asked => "an operator told so",
        RegionMoveReason.Latency => $"most requests come from where region {model.Move.To} is nearer",
        RegionMoveReason.Price => $"region {model.Move.To} costs less",
        _ when model.AwaySince is not null => $"region {model.Spec.Region} does not serve it",
        _ => "its own region is short of places, or replicas are kept elsewhere at all times",
    };

    private string WhyNoMore(string copy) =>
        state.State.Copies.TryGetValue(copy, out var home) && state.State.Spread.TryGetValue(home, out var model) && model.Move is not null
            ? "other regions serve it"
            : "its own region serves it: nothing is lacking there, and none is kept elsewhere at all times";
}
