using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Fleet;

/// <summary>
/// The map of which pool holds which model. The pools hold the specs: a spec is stored there first and noted here after,
/// so that a crash in between leaves a model that the pool's next report makes known.
/// </summary>
[GrainType("fleet"), KeepAlive]
internal sealed class FleetGrain(
    [PersistentState(StateNames.Fleet, StateNames.Storage)] IPersistentState<FleetState> state) : Grain, IFleetGrain
{
    /// <summary>The model that <see cref="ApplyAsync"/> is handing to a pool: that pool reports it before it is noted here.</summary>
    private FleetAssignment? _applying;

    public async Task<ImmutableArray<ModelKey>> ReportPoolAsync(PoolKey pool, ImmutableArray<ModelKey> models)
    {
        var next = state.State;
        var strays = ImmutableArray.CreateBuilder<ModelKey>();
        if (!next.Pools.Contains(pool))
        {
            next = next with { Pools = next.Pools.Add(pool) };
        }

        foreach (var model in models)
        {
            if (_applying is { } applying && applying.Model == model && applying.Pool == pool)
            {
                continue;
            }

            if (!next.Models.TryGetValue(model.ToString(), out var known))
            {
                next = next with { Models = next.Models.Add(model.ToString(), new FleetAssignment(model, pool)) };
            }
            else if (known.Pool != pool)
            {
                strays.Add(model);
            }
        }

        await this.SaveAsync(state, next);
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
        var generation = state.State.LastGeneration + 1;
        await this.SaveAsync(state, state.State with { LastGeneration = generation });
        AssignResult result;
        try
        {
            _applying = new FleetAssignment(model, pool);
            result = await GrainFactory.GetGrain<IPoolGrain>(pool.ToString()).AssignAsync(spec, generation);
            if (previous?.Pool != pool)
            {
                await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(model.ToString(), _applying) });
            }
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

        var generation = state.State.LastGeneration + 1;
        await this.SaveAsync(state, state.State with { LastGeneration = generation });
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
        await this.SaveAsync(state, state.State with { Models = state.State.Models.Remove(model.ToString()) });
        return true;
    }

    public Task<FleetView> GetAsync() => Task.FromResult(new FleetView
    {
        Pools = [.. state.State.Pools.OrderBy(pool => pool.ToString(), StringComparer.Ordinal)],
        Models = [.. state.State.Models.Values.OrderBy(assignment => assignment.Model.ToString(), StringComparer.Ordinal)],
    });
}
