using Krewe.Naming;
using Krewe.Pools.Improving;

namespace Krewe.Admin.Plans;

/// <summary>What a pool would cost when all of a plan is there, and what would then be better elsewhere.</summary>
public sealed record PlannedPool
{
    /// <summary>The pool.</summary>
    public required PoolKey Pool { get; init; }

    /// <summary>The best plan that was found for all of it, beside what would run.</summary>
    public required PoolImprovement Improvement { get; init; }
}
