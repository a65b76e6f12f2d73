using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Fleet;

/// <summary>
/// The map of which pool holds which model. The pools hold the specs: a spec is stored there first and noted here after,
/// so that a crash in between leaves a model that the pool's next report makes known.
/// </summary>
[GrainType("fleet"), KeepAlive]
internal sealed partial class FleetGrain(
    [PersistentState(StateNames.Fleet, StateNames.Storage)] IPersistentState<FleetState> state,
    IHostSilos silos,
    IEventSink events,
    TimeProvider time,
    ILogger<FleetGrain> logger) : Grain, IFleetGrain
{
    /// <summary>The write that is under way: calls interleave, and two writes at once would be taken for two activations.</summary>
    private Task _write = Task.CompletedTask;

    /// <summary>The model that <see cref="ApplyAsync"/> is handing to a pool: that pool reports it before it is noted here.</summary>
    private FleetAssignment? _applying;

    public async Task<ImmutableArray<ModelKey>> ReportPoolAsync(PoolKey pool, ImmutableArray<ModelKey> models)
    {
        var strays = ImmutableArray.CreateBuilder<ModelKey>();
        await UpdateAsync(known => WithReport(known, pool, models, _applying, strays));
        BeginRound();
        return strays.ToImmutable();
    }

    public async Task<AssignResult> ApplyAsync(ModelSpec spec)
    {
        ModelSpecValidator.ThrowIfInvalid(spec);
        var model = spec.GetKey();
        var pool = spec.GetPoolKey();
        if (!state.State.Pools.Contains(pool))
        {
            throw new KreweException(FleetProblems.PoolEmpty(pool, state.State.Pools));
        }

        var previous = state.State.Models.GetValueOrDefault(model.ToString());
        var generation = await NextGenerationAsync();
        AssignResult result;
        try
        {
            _applying = new FleetAssignment(model, pool);
            result = await GrainFactory.GetGrain<IPoolGrain>(pool.ToString()).AssignAsync(spec, generation);
            var applied = _applying;

            // Who declares a copy makes it a model of its own.
            await UpdateAsync(known => WithSpread(
                previous?.Pool == pool && !known.Copies.ContainsKey(model.ToString())
                    ? known
                    : known with { Models = known.Models.SetItem(model.ToString(), applied), Copies = known.Copies.Remove(model.ToString()) },
                spec));
        }
        finally
        {
            _applying = null;
        }

        if (previous is not null && previous.Pool != pool)
        {
            await GrainFactory.GetGrain<IPoolGrain>(previous.Pool.ToString()).UnassignAsync(model);
        }

        return result;
    }

    public async Task<AssignResult?> ScaleAsync(ModelKey model, int replicas)
    {
        if (!state.State.Models.TryGetValue(model.ToString(), out var assignment))
        {
            return null;
        }

        var generation = await NextGenerationAsync();
        return await GrainFactory.GetGrain<IPoolGrain>(assignment.Pool.ToString()).ScaleAsync(model, replicas, generation);
    }

    public Task<AssignResult?> OverrideAsync(ModelKey model, int? replicas, TimeSpan duration) =>
        state.State.Models.TryGetValue(model.ToString(), out var assignment)
            ? GrainFactory.GetGrain<IPoolGrain>(assignment.Pool.ToString()).OverrideAsync(model, replicas, duration)
            : Task.FromResult<AssignResult?>(null);

    public async Task<bool> DeleteAsync(ModelKey model)
    {
        if (!state.State.Models.TryGetValue(model.ToString(), out var assignment))
        {
            return false;
        }

        await GrainFactory.GetGrain<IPoolGrain>(assignment.Pool.ToString()).UnassignAsync(model);
        await UpdateAsync(known => known with
        {
            Models = known.Models.Remove(model.ToString()),
            Spread = known.Spread.Remove(model.ToString()),
            Copies = known.Copies.Remove(model.ToString()),
        });
        return true;
    }

    public Task<FleetView> GetAsync() => Task.FromResult(new FleetView
    {
        Pools = [.. state.State.Pools.OrderBy(pool => pool.ToString(), StringComparer.Ordinal)],
        Models = [.. state.State.Models.Values.OrderBy(assignment => assignment.Model.ToString(), StringComparer.Ordinal)],
        Regions = [.. RegionStates()],
        Spread = [.. state.State.Spread.Select(pair => StatusOf(pair.Key, pair.Value))],
    });

    private static FleetState WithReport(FleetState known, PoolKey pool, ImmutableArray<ModelKey> models, FleetAssignment? applying, ImmutableArray<ModelKey>.Builder strays)
    {
        var next = known.Pools.Contains(pool) ? known : known with { Pools = known.Pools.Add(pool) };
        foreach (var model in models.Where(model => applying is null || applying.Model != model || applying.Pool != pool))
        {
            if (!next.Models.TryGetValue(model.ToString(), out var assigned))
            {
                next = next with { Models = next.Models.Add(model.ToString(), new FleetAssignment(model, pool)) };
            }
            else if (assigned.Pool != pool)
            {
                strays.Add(model);
            }
        }

        return next;
    }

    /// <summary>What may be in several regions is kept here as well: its region may be lost the next moment.</summary>
    private static FleetState WithSpread(FleetState known, ModelSpec spec)
    {
        var key = spec.GetKey().ToString();
        if (spec.Regions is null)
        {
            return known.Spread.ContainsKey(key) ? known with { Spread = known.Spread.Remove(key) } : known;
        }

        var before = known.Spread.GetValueOrDefault(key);
        return before?.Spec == spec
            ? known
            : known with { Spread = known.Spread.SetItem(key, (before ?? new SpreadModel { Spec = spec, Wanted = spec.Replicas }) with { Spec = spec }) };
    }

    private async Task<long> NextGenerationAsync()
    {
        long generation = 0;
        await UpdateAsync(known => known with { LastGeneration = generation = known.LastGeneration + 1 });
        return generation;
    }

    /// <summary>One write after the other.</summary>
    private async Task UpdateAsync(Func<FleetState, FleetState> change)
    {
        while (!_write.IsCompleted)
        {
            await Task.WhenAny(_write);
        }

        await (_write = this.SaveAsync(state, change(state.State)));
    }
}
