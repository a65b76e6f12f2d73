using System.Collections.Immutable;
using Krewe.Grains.Migrations;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Replicas;

namespace Krewe.Grains.Pools.Planning;

/// <summary>
/// Compares what is wanted with what is, and says which replicas to place and which to stop. Start before stop: an old replica goes
/// when as many new ones are ready, or when there is no room for both; then one after the other, so that never more than one is missing.
/// </summary>
internal static class PoolPlanner
{
    /// <param name="state">What is wanted, and which leases are held.</param>
    /// <param name="replicas">What the replicas said last.</param>
    /// <param name="leaves">Whether the place of a lease is taken out of service.</param>
    public static ImmutableArray<PoolAction> Plan(PoolState state, IReadOnlyDictionary<string, ReplicaView> replicas, Func<Lease, bool> leaves)
    {
        var actions = ImmutableArray.CreateBuilder<PoolAction>();
        var moving = new MovingReplicas(state);
        var byModel = state.Replicas.ToLookup(pair => ReplicaId.Parse(pair.Key).Model.ToString(), pair => (Id: ReplicaId.Parse(pair.Key), Replica: pair.Value));
        foreach (var (key, model) in state.Models)
        {
            PlanModel(actions, ModelKey.Parse(key), model, [.. byModel[key].OrderBy(replica => replica.Id.Number)], replicas, lease => leaves(lease) && !moving.Leaves(lease.Replica), moving);
        }

        return actions.ToImmutable();
    }

    private static void PlanModel(
        ImmutableArray<PoolAction>.Builder actions,
        ModelKey key,
        PoolModel model,
        List<(ReplicaId Id, PoolReplica Replica)> all,
        IReadOnlyDictionary<string, ReplicaView> views,
        Func<Lease, bool> leaves,
        MovingReplicas moving)
    {
        bool IsReady(ReplicaId id) => views.TryGetValue(id.ToString(), out var view) && view.Phase == ReplicaPhase.Ready;
        bool IsKnown(ReplicaId id) => views.ContainsKey(id.ToString());

        var wanted = model.Wanted;
        // What comes for one that is still there counts when that one goes.
        var live = all.Where(replica => !replica.Replica.Stopping && (model.Removing || replica.Replica.Revision != model.Revision || !moving.Comes(replica.Id))).ToList();
        var current = live.Where(replica => replica.Replica.Revision == model.Revision && !leaves(replica.Replica.Lease)).ToList();
        var leaving = live.Where(replica => replica.Replica.Revision == model.Revision && leaves(replica.Replica.Lease)).ToList();
        var old = live.Where(replica => replica.Replica.Revision != model.Revision).ToList();

        // Too many: those that are not ready go first, then the highest numbers.
        foreach (var (id, _) in current.OrderBy(replica => IsReady(replica.Id)).ThenByDescending(replica => replica.Id.Number)
            .Take(Math.Max(0, current.Count - wanted)))
        {
            actions.Add(new PoolAction(PoolActionKind.Stop, id, model.Removing ? "the model was deleted" : $"{wanted} replicas are wanted, {current.Count} are there"));
        }

        var renewed = current.Count(replica => IsReady(replica.Id));
        var spare = renewed + old.Concat(leaving).Count(replica => IsReady(replica.Id)) - wanted;
        var staying = new List<ReplicaId>();
        foreach (var (id, _) in old.OrderBy(replica => IsReady(replica.Id)).ThenBy(replica => replica.Id.Number))
        {
            if (!IsKnown(id) && renewed < wanted)
            {
                staying.Add(id); // nobody could ask it yet: it may well serve
            }
            else if (!IsReady(id))
            {
                actions.Add(new PoolAction(PoolActionKind.Stop, id, "it runs an older spec and is not ready"));
            }
            else if (spare > 0)
            {
                spare--;
                actions.Add(new PoolAction(PoolActionKind.Stop, id, "it runs an older spec, and a newer replica is ready in its place"));
            }
            else
            {
                staying.Add(id);
            }
        }

        // Those whose place is taken out of service never make room: they go when there is another ready in their place, or stay.
        var left = leaving.Count;
        foreach (var (id, _) in leaving.OrderBy(replica => IsReady(replica.Id)).ThenByDescending(replica => replica.Id.Number))
        {
            var serves = IsReady(id) || !IsKnown(id);
            if (serves ? spare > 0 || renewed >= wanted : current.Count + left > wanted)
            {
                spare -= IsReady(id) ? 1 : 0;
                left--;
                actions.Add(new PoolAction(PoolActionKind.Stop, id, LeavingReason(model, wanted, current.Count)));
            }
        }

        // The next one makes room when the one before has gone and the replica in its place is ready.
        ReplicaId? makeRoom = staying.Count > 0 && staying.Count == old.Count && all.Count == live.Count && renewed == current.Count ? staying[0] : null;
        var numbers = all.Select(replica => replica.Id.Number).ToHashSet();
        var number = 0;
        for (var missing = wanted - current.Count; missing > 0; missing--)
        {
            while (!numbers.Add(number))
            {
                number++;
            }

            actions.Add(new PoolAction(PoolActionKind.Place, new ReplicaId(key, number), PlaceReason(wanted, current.Count, leaving.Count), makeRoom));
            makeRoom = null;
        }
    }

    private static string PlaceReason(int wanted, int current, int leaving) => leaving == 0
        ? $"{wanted} replicas are wanted, {current} are there"
        : $"{wanted} replicas are wanted, {current} are there and {leaving} where nothing shall stay";

    private static string LeavingReason(PoolModel model, int wanted, int current) =>
        model.Removing ? "the model was deleted"
        : current >= wanted ? "its host or device is taken out of service, and others are in its place"
        : $"its host or device is taken out of service, and {wanted} replicas are wanted";
}
