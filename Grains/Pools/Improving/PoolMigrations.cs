using System.Collections.Immutable;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Scheduling.Placement.Plans;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Grains.Pools.Improving;

/// <summary>
/// A plan as a migration that the pool carries out. Only what takes another's place is part of it: what is one more is placed by the pool's own
/// rounds, as soon as there is room.
/// </summary>
internal static class PoolMigrations
{
    /// <summary>The steps, in the order of the plan.</summary>
    /// <param name="way">The plan's steps.</param>
    /// <param name="next">A number for one more replica of a model, beside those that were given already.</param>
    /// <param name="now">Since when they wait.</param>
    public static ImmutableArray<MigrationStep> Steps(FleetPlan way, Func<ModelKey, IReadOnlyCollection<ReplicaId>, ReplicaId> next, DateTimeOffset now)
    {
        var (kept, replaces) = Pair(way);
        var index = kept.Select((step, at) => (step.Index, at)).ToDictionary(pair => pair.Index, pair => pair.at);
        var given = new Dictionary<string, ReplicaId>(StringComparer.Ordinal);
        var steps = ImmutableArray.CreateBuilder<MigrationStep>(kept.Count);
        foreach (var step in kept)
        {
            var starts = step.Kind == PlanStepKind.Start;
            var replica = starts ? next(PoolProblem.ModelOf(step.Replica.Model), given.Values)
                : step.Replica.Id.Length > 0 ? ReplicaId.Parse(step.Replica.Id)
                : given[step.Replica.ToString()];
            if (starts)
            {
                given[step.Replica.ToString()] = replica;
            }

            steps.Add(new MigrationStep
            {
                Index = steps.Count,
                Kind = starts ? MigrationStepKind.Start : MigrationStepKind.Stop,
                Replica = replica,
                Host = step.Replica.Host,
                Devices = step.Replica.Devices,
                After = [.. step.After.Where(index.ContainsKey).Select(before => index[before])],
                Replaces = starts ? index[replaces[step.Index]] : null,
                Since = now,
            });
        }

        return steps.ToImmutable();
    }

    /// <summary>Each stop with a start before it of the same model; starts without one are left out.</summary>
    private static (List<PlanStep> Kept, Dictionary<int, int> Replaces) Pair(FleetPlan way)
    {
        var replaces = new Dictionary<int, int>();
        foreach (var stop in way.Steps.Where(step => step.Kind == PlanStepKind.Stop))
        {
            if (way.Steps.FirstOrDefault(step => step.Kind == PlanStepKind.Start && step.Index < stop.Index && step.Replica.Model == stop.Replica.Model
                    && !replaces.ContainsKey(step.Index) && !IsSame(step.Replica, stop.Replica)) is { } start)
            {
                replaces[start.Index] = stop.Index;
            }
        }

        return ([.. way.Steps.Where(step => step.Kind == PlanStepKind.Stop || replaces.ContainsKey(step.Index))], replaces);
    }

    /// <summary>Whether both are the same stand-in: it does not take its own place.</summary>
    private static bool IsSame(FleetReplica one, FleetReplica other) => one.Id.Length == 0 && other.Id.Length == 0 && one.ToString() == other.ToString();
}
