using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Grains.Hosts;
using Krewe.Grains.Migrations;
using Krewe.Grains.Pools.Quotas;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Planning;

/// <summary>How a pool places: on a transaction that keeps room for what its models ask for. The pool, evacuations and dry runs all begin here.</summary>
internal static class PoolPlacing
{
    /// <summary>Seed of the futures that places are compared by; it is part of a snapshot.</summary>
    public const long Seed = 1;

    /// <summary>A pool decides one replica at a time and seldom many: fewer futures than for a flood of requests.</summary>
    internal static readonly PackingOptions Options = new() { Futures = 32, RoughFutures = 8, FutureLength = 64 };

    /// <summary>Begins with what is free and not promised to a migration.</summary>
    public static PlacementTransaction Begin(IEnumerable<HostView> hosts, PlacementWeights weights, PoolState state, long seed = Seed) =>
        Begin(new PlacementSnapshot(PromisedRoom.Without(hosts, state).Select(HostCandidates.From)), weights, state, seed);

    public static PlacementTransaction Begin(PlacementSnapshot hosts, PlacementWeights weights, PoolState state, long seed = Seed) =>
        new(hosts, weights, MixOf(state), state.Packing is { } packing
            ? Options with { Seed = (ulong)seed, Order = packing.LargestFirst ? FutureOrder.Largest : FutureOrder.SeveralDevices, Selectivity = packing.Row }
            : Options with { Seed = (ulong)seed });

    /// <summary>Why new replicas of a spec could not be placed even if all hosts were empty and well; null where they could, or where there are none.</summary>
    public static Problem? WhyNever(IEnumerable<HostView> hosts, ModelSpec spec, AssignChange change, PoolKey pool, PlacementWeights weights, ImmutableArray<SnapshotQuota> quotas)
    {
        if (change is not (AssignChange.Created or AssignChange.Replaced) || spec.Replicas == 0)
        {
            return null;
        }

        if (TenantQuotas.Never(quotas, spec) is { } excess)
        {
            return PlacementRequests.ExplainNever(excess, spec);
        }

        var snapshot = new PlacementSnapshot(hosts.Select(HostCandidates.From));
        var request = PlacementRequests.From(spec, new ReplicaId(spec.GetKey(), 0), []);
        return !snapshot.Hosts.IsEmpty && PlacementPolicy.Decide(snapshot, request, weights) is PlacementDecision.Refused { CouldEverFit: false } refused
            ? PlacementRequests.ExplainNever(refused, spec, pool)
            : null;
    }

    /// <summary>What the models of the pool ask for, as often as they have replicas.</summary>
    public static DemandMix MixOf(PoolState state) => DemandMix.Of(state.Models.Values
        .Where(model => model.Wanted > 0)
        .Select(model => (DemandShape.Of(PlacementRequests.From(model.Spec, new ReplicaId(model.Spec.GetKey(), 0), [])), (double)model.Wanted)));
}
