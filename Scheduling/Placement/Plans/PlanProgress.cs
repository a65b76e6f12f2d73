using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>Which steps of a plan may begin. What is done and under way is all that it hangs on.</summary>
public static class PlanProgress
{
    /// <summary>The steps that may begin now, as many as the limits leave.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="regionOf">The region of each host; a host that is missing is a region of its own.</param>
    /// <param name="done">Indices of steps that are done.</param>
    /// <param name="underWay">Indices of steps that have begun and are not done.</param>
    /// <param name="limits">The limits.</param>
    /// <returns>The steps, in the order of the plan.</returns>
    public static ImmutableArray<PlanStep> MayBegin(
        FleetPlan plan, IReadOnlyDictionary<string, string> regionOf, IReadOnlySet<int> done, IReadOnlySet<int> underWay, MoveLimits limits)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(regionOf);
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(underWay);
        ArgumentNullException.ThrowIfNull(limits);
        limits.ThrowIfInvalid();
        var (hosts, regions, models) = (new Dictionary<string, int>(), new Dictionary<string, int>(), new Dictionary<string, int>());
        string RegionOf(FleetReplica replica) => regionOf.GetValueOrDefault(replica.Host, $"host {replica.Host}");
        void Count(FleetReplica replica)
        {
            hosts[replica.Host] = hosts.GetValueOrDefault(replica.Host) + 1;
            regions[RegionOf(replica)] = regions.GetValueOrDefault(RegionOf(replica)) + 1;
            models[replica.Model] = models.GetValueOrDefault(replica.Model) + 1;
        }

        foreach (var step in plan.Steps.Where(step => underWay.Contains(step.Index)))
        {
            Count(step.Replica);
        }

        var next = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var step in plan.Steps)
        {
            if (!done.Contains(step.Index) && !underWay.Contains(step.Index) && step.After.All(done.Contains)
                && hosts.GetValueOrDefault(step.Replica.Host) < limits.PerHost
                && regions.GetValueOrDefault(RegionOf(step.Replica)) < limits.PerRegion
                && models.GetValueOrDefault(step.Replica.Model) < limits.PerModel)
            {
                Count(step.Replica);
                next.Add(step);
            }
        }

        return next.ToImmutable();
    }
}
