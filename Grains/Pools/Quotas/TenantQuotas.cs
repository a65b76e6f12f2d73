using System.Collections.Immutable;
using Krewe.Grains.Migrations;
using Krewe.Grains.Pools.Planning;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Quotas;

/// <summary>What tenants may hold in a pool, and what they hold. A replica that takes the place of one that is still there counts only when that one has gone.</summary>
internal static class TenantQuotas
{
    /// <summary>Why one replica more would be too much; null where it would not.</summary>
    /// <param name="quotas">The quotas.</param>
    /// <param name="state">The pool.</param>
    /// <param name="spec">The model that it is of.</param>
    /// <param name="leaves">Whether the place of a lease is taken out of service: what is there is replaced, so it does not count.</param>
    public static QuotaExcess? Exceeds(ImmutableArray<SnapshotQuota> quotas, PoolState state, ModelSpec spec, Func<Lease, bool> leaves)
    {
        var moving = new MovingReplicas(state);
        return Of(
            quotas,
            spec,
            state.Replicas.Values.Select(replica => replica.Lease).Where(lease => lease.Replica.Model.Tenant == spec.Tenant && !moving.Comes(lease.Replica) && !leaves(lease)));
    }

    /// <summary>Why not even one replica of a spec is within the quota; null where it is.</summary>
    /// <param name="quotas">The quotas.</param>
    /// <param name="spec">The spec.</param>
    public static QuotaExcess? Never(ImmutableArray<SnapshotQuota> quotas, ModelSpec spec) => Of(quotas, spec, []);

    /// <summary>The quotas as a plan for the whole pool has them: without what no plan moves, and never so small that what runs would have to go.</summary>
    /// <param name="quotas">The quotas.</param>
    /// <param name="movable">Leases that a plan may move.</param>
    /// <param name="all">All leases of the pool's replicas.</param>
    public static ImmutableArray<TenantQuota> ForPlans(ImmutableArray<SnapshotQuota> quotas, IReadOnlyCollection<Lease> movable, IReadOnlyCollection<Lease> all) =>
    [
        .. quotas.Select(quota =>
        {
            var (held, stays) = (Sum(movable.Where(Owned)), Sum(all.Where(Owned).Except(movable)));
            return new TenantQuota
            {
                Tenant = quota.Tenant,
                DeviceThousandths = Left(quota.DeviceThousandths, held.Devices, stays.Devices),
                CpuMillicores = Left(quota.CpuMillicores, held.Cpu, stays.Cpu),
                MemoryBytes = Left(quota.MemoryBytes, held.Memory, stays.Memory),
            };

            bool Owned(Lease lease) => lease.Replica.Model.Tenant == quota.Tenant;
        }),
    ];

    /// <summary>The quotas as who buys machines has them: what is held is told with each model.</summary>
    /// <param name="quotas">The quotas.</param>
    public static ImmutableArray<TenantQuota> ForMachines(ImmutableArray<SnapshotQuota> quotas) =>
    [
        .. quotas.Select(quota => new TenantQuota
        {
            Tenant = quota.Tenant,
            DeviceThousandths = Left(quota.DeviceThousandths, 0, 0),
            CpuMillicores = Left(quota.CpuMillicores, 0, 0),
            MemoryBytes = Left(quota.MemoryBytes, 0, 0),
        }),
    ];

    private static long Left(long? limit, long held, long stays) => limit is { } most ? Math.Max(held, most - stays) : long.MaxValue / 4;

    private static QuotaExcess? Of(ImmutableArray<SnapshotQuota> quotas, ModelSpec spec, IEnumerable<Lease> leases)
    {
        if (quotas.FirstOrDefault(one => one.Tenant == spec.Tenant) is not { } quota)
        {
            return null;
        }

        var request = PlacementRequests.Lease(spec, new ReplicaId(spec.GetKey(), 0), [], 0);
        var held = Sum(leases);
        (long? Limit, long Held, long Asked, Func<long, string> Text)[] kinds =
        [
            (quota.DeviceThousandths, held.Devices, (long)spec.Resources.Devices.Count * spec.Resources.Devices.ComputeThousandths, value => $"{SpecUnits.FormatThousandths(value)} devices"),
            (quota.CpuMillicores, held.Cpu, request.CpuMillicores, value => $"{SpecUnits.FormatThousandths(value)} cores"),
            (quota.MemoryBytes, held.Memory, request.MemoryBytes, SpecUnits.FormatBytes),
        ];
        var over = kinds.Where(kind => kind.Asked > 0 && kind.Limit < kind.Held + kind.Asked).ToList();
        return over.Count == 0 ? null : new QuotaExcess(
            $"tenant {spec.Tenant} holds {string.Join(" and ", over.Select(kind => $"{kind.Text(kind.Held)} of the {kind.Text(kind.Limit!.Value)} of its quota, and a replica needs {kind.Text(kind.Asked)}"))}",
            $"a quota of {string.Join(" and ", over.Select(kind => kind.Text(kind.Held + kind.Asked)))} for tenant {spec.Tenant} would do");
    }

    private static (long Devices, long Cpu, long Memory) Sum(IEnumerable<Lease> leases)
    {
        var sum = (Devices: 0L, Cpu: 0L, Memory: 0L);
        foreach (var lease in leases)
        {
            sum = (sum.Devices + ((long)lease.Devices.Length * lease.DeviceComputeThousandths), sum.Cpu + lease.CpuMillicores, sum.Memory + lease.MemoryBytes);
        }

        return sum;
    }
}
