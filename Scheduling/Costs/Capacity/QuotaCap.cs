using System.Collections.Immutable;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>
/// Takes from what models need what their tenant's quota will refuse. What is held and still needed comes first; what is left of a quota goes to the others in the
/// order in which they get room, for what they need now before what they will need.
/// </summary>
internal static class QuotaCap
{
    /// <summary>The needs within the quotas, in the order in which they came.</summary>
    public static ImmutableArray<CapacityNeed> Within(ImmutableArray<CapacityNeed> needs, ImmutableArray<TenantQuota> quotas)
    {
        if (quotas.IsEmpty)
        {
            return needs;
        }

        var left = quotas.ToDictionary(
            quota => quota.Tenant,
            quota => needs.Where(need => need.Tenant == quota.Tenant).Aggregate(
                new Amounts(quota.DeviceThousandths, quota.CpuMillicores, quota.MemoryBytes), (rest, need) => rest.Less(Amounts.Of(need.Request), Held(need))),
            StringComparer.Ordinal);
        var most = new Dictionary<CapacityNeed, int>(ReferenceEqualityComparer.Instance);
        foreach (var (need, replicas) in RoomFinder.Ordered(needs).Select(need => (need, need.Now ?? need.Replicas)).Concat(RoomFinder.Ordered(needs).Select(need => (need, need.Replicas))))
        {
            if (left.TryGetValue(need.Tenant, out var rest))
            {
                var (one, before) = (Amounts.Of(need.Request), most.GetValueOrDefault(need, Held(need)));
                var more = Math.Min(Math.Max(0, replicas - before), rest.Holds(one));
                left[need.Tenant] = rest.Less(one, more);
                most[need] = before + more;
            }
        }

        return [.. needs.Select(need => most.TryGetValue(need, out var replicas) ? need with { Replicas = replicas, Now = Math.Min(need.Now ?? replicas, replicas) } : need)];
    }

    private static int Held(CapacityNeed need) => Math.Min(need.Replicas, need.HeldOn.Length);

    /// <summary>What a quota counts.</summary>
    private readonly record struct Amounts(long Devices, long Cpu, long Memory)
    {
        public static Amounts Of(PlacementRequest request) =>
            new((long)(request.Devices?.Count ?? 0) * (request.Devices?.ComputeThousandths ?? 0), request.CpuMillicores, request.MemoryBytes);

        public Amounts Less(Amounts one, int times) => new(Devices - (one.Devices * times), Cpu - (one.Cpu * times), Memory - (one.Memory * times));

        public int Holds(Amounts one) => (int)Math.Min(int.MaxValue, Math.Min(Math.Min(Times(Devices, one.Devices), Times(Cpu, one.Cpu)), Times(Memory, one.Memory)));

        private static long Times(long rest, long one) => one <= 0 ? long.MaxValue : Math.Max(0, rest / one);
    }
}
