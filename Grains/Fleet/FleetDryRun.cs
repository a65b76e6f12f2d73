using System.Collections.Immutable;
using Krewe.Admin.Plans;
using Krewe.Admin.Snapshots;
using Krewe.Errors;
using Krewe.Grains.Pools.Planning;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Fleet;

/// <summary>What would follow if specs were applied, one after the other, on a snapshot of the cluster. Pure: nobody is asked, nothing is done.</summary>
public static class FleetDryRun
{
    /// <summary>Plays the specs.</summary>
    /// <param name="snapshot">The cluster.</param>
    /// <param name="specs">The specs; they are valid.</param>
    public static PlanView Plan(ClusterSnapshot snapshot, IEnumerable<ModelSpec> specs)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(specs);
        var pools = snapshot.Pools.ToDictionary(pool => pool.Pool, pool => new PoolDryRun(pool));
        var known = (snapshot.Fleet?.Pools ?? []).Concat(pools.Keys).Distinct().OrderBy(pool => pool.ToString(), StringComparer.Ordinal).ToList();
        var places = snapshot.Pools
            .SelectMany(pool => pool.Models.Where(model => !model.Removing).Select(model => (model.Model, pool.Pool)))
            .Concat((snapshot.Fleet?.Models ?? []).Select(assignment => (assignment.Model, assignment.Pool)))
            .GroupBy(place => place.Model)
            .ToDictionary(group => group.Key, group => group.Last().Pool); // the fleet's word counts
        var models = specs.Select(spec => Plan(spec, pools, known, places, snapshot.Problems)).ToImmutableArray();
        return new PlanView
        {
            At = snapshot.TakenAt,
            Models = models,
            Pools =
            [
                .. snapshot.Pools.Where(pool => models.IsEmpty || models.Any(model => model.Pool == pool.Pool))
                    .Select(pool => new PlannedPool { Pool = pool.Pool, Improvement = pools[pool.Pool].Improve() }),
            ],
            Problems = snapshot.Problems,
        };
    }

    private static PlannedModel Plan(
        ModelSpec spec, Dictionary<PoolKey, PoolDryRun> pools, List<PoolKey> known, Dictionary<ModelKey, PoolKey> places, ImmutableArray<Problem> silent)
    {
        var (model, target) = (spec.GetKey(), spec.GetPoolKey());
        var before = places.TryGetValue(model, out var previous) ? pools.GetValueOrDefault(previous) : null;
        var stored = before?.Stored(model);
        var planned = new PlannedModel { Model = model, Pool = target, Change = AssignChange.None, Differences = SpecDifferences.Of(stored, spec) };
        if (!pools.TryGetValue(target, out var pool))
        {
            var problem = known.Contains(target) || !silent.IsEmpty
                ? new Problem
                {
                    Code = ErrorCodes.ClusterIncomplete,
                    Message = $"what would happen in pool '{target}' is not known: {string.Join(", ", silent.Select(one => one.Where))} does not answer",
                    Where = "pool",
                    Reasons = [.. silent.Select(one => one.ToString())],
                    Next = "ask again: what was on a silo that died is made anew on another one within seconds",
                }
                : FleetProblems.PoolEmpty(target, known);
            return planned with { Problem = problem };
        }

        if (pool.WhyNever(spec) is { } never)
        {
            return planned with { Problem = never };
        }

        var (change, replicas) = pool.Apply(spec);
        places[model] = target;
        if (before is not null && before != pool)
        {
            before.Remove(model);
        }

        return planned with { Change = change, Replicas = replicas };
    }
}
