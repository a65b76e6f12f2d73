using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Whether the replicas of models keep their distance, their company and their number.</summary>
internal static class GroupAudit
{
    public static IEnumerable<string> Check(FleetProblem problem, List<AuditedReplica> known)
    {
        foreach (var model in problem.Models)
        {
            var of = known.Where(one => one.Model.Name == model.Name).ToList();
            var serving = of.Where(one => !one.Warm).ToList();
            foreach (var demand in model.Regions)
            {
                if (serving.Count(one => one.Demand == demand) > demand.MaxReplicas || of.Count(one => one.Warm && one.Demand == demand) > demand.WarmCopies)
                {
                    yield return $"model {model.Name}: too many for region '{demand.Region}'";
                }
            }

            if ((model.MaxPerHost > 0 && serving.GroupBy(one => one.Host.Name).Any(group => group.Count() > model.MaxPerHost))
                || (model.MaxPerZone > 0 && serving.GroupBy(one => (one.Host.Region, one.Host.Zone)).Any(group => group.Count() > model.MaxPerZone))
                || of.Where(one => one.Warm).GroupBy(one => one.Host.Name).Any(group => group.Count() > 1))
            {
                yield return $"model {model.Name}: too many in one place";
            }

            foreach (var relation in model.Relations)
            {
                foreach (var one in serving)
                {
                    var together = known.Any(other => !other.Warm && other.Model.Name == relation.Other && Same(one.Host, other.Host, relation.Scope));
                    if (together != relation.Together)
                    {
                        yield return $"{one.Replica}: {(relation.Together ? "not beside" : "beside")} {relation.Other}";
                    }
                }
            }
        }
    }

    private static bool Same(FleetHost one, FleetHost other, RelationScope scope) =>
        scope == RelationScope.Host ? one.Name == other.Name : one.Region == other.Region && one.Zone == other.Zone;
}
