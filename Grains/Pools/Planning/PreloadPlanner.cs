using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Scheduling.Placement;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Grains.Pools.Planning;

/// <summary>Decides which hosts are to have which files of models before anything there waits for them. See docs/weights.md.</summary>
internal static class PreloadPlanner
{
    /// <summary>Uses that are expected in the next hour of what a move brings: it is under way.</summary>
    private const double UsesOfMove = 12;

    /// <summary>The same of what the forecast asks for within a quarter of an hour.</summary>
    private const double UsesOfForecast = 4;

    /// <summary>The same of a model that has no replica and may need one at any time.</summary>
    private const double UsesOfNone = 1;

    /// <summary>What migrations that wait for it are to find on their targets; hosts of which nothing is wanted are left out.</summary>
    /// <param name="state">The pool.</param>
    public static IEnumerable<(string Host, WeightsWish Wish)> OfMoves(PoolState state) =>
        from migration in state.Migrations.Values
        where migration.Status == MigrationStatus.Running
        from step in migration.Steps
        where step is { Kind: MigrationStepKind.Start, Phase: MigrationPhase.Waiting or MigrationPhase.Leasing }
        let model = state.Models.GetValueOrDefault(step.Replica.Model.ToString())
        where model is { Removing: false }
        from wish in Wishes(model.Spec, WeightsUrgency.Move, UsesOfMove)
        select (step.Host, wish);

    /// <summary>What the next replicas of models are to find where they would go now.</summary>
    /// <param name="state">The pool.</param>
    /// <param name="hosts">Its hosts.</param>
    /// <param name="ahead">Replicas that may be needed soon, by model; a model that is left out needs what it has.</param>
    /// <param name="weights">What counts between places.</param>
    public static ImmutableArray<(string Host, WeightsWish Wish)> OfForecasts(
        PoolState state, ImmutableArray<HostView> hosts, IReadOnlyDictionary<string, int> ahead, PlacementWeights weights)
    {
        var wishes = ImmutableArray.CreateBuilder<(string, WeightsWish)>();
        PlacementTransaction? room = null;
        foreach (var (key, model) in state.Models.Where(pair => pair.Value is { Removing: false, Closed: false } && !pair.Value.Spec.Backend.Weights.IsEmpty))
        {
            var there = state.Replicas.Values.Where(replica => !replica.Stopping && replica.Lease.Replica.Model.ToString() == key).ToList();
            var numbers = there.Select(replica => replica.Lease.Replica.Number).ToHashSet();
            var expected = ahead.GetValueOrDefault(key);
            for (var more = Math.Max(model.Wanted, there.Count); more < Math.Max(expected, model.Spec.Scaling is null ? 0 : 1); more++)
            {
                room ??= PoolPlacing.Begin(hosts, weights, state);
                var replica = new ReplicaId(ModelKey.Parse(key), Enumerable.Range(0, int.MaxValue).First(numbers.Add));
                if (room.Place(PlacementRequests.From(model.Spec, replica, there.Select(peer => peer.Lease.Host), hosts)) is not PlacementDecision.Placed placed)
                {
                    break; // Where there is no place for a replica its files are of no use.
                }

                wishes.AddRange(Wishes(model.Spec, WeightsUrgency.Preload, more < expected ? UsesOfForecast : UsesOfNone).Select(wish => (placed.Host, wish)));
            }
        }

        return wishes.ToImmutable();
    }

    private static IEnumerable<WeightsWish> Wishes(ModelSpec spec, WeightsUrgency urgency, double uses) =>
        spec.Backend.Weights.Select(file => new WeightsWish { Weights = file, Model = spec.GetKey(), Urgency = urgency, ExpectedUses = uses });
}
