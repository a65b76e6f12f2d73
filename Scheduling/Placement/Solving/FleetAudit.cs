using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>
/// Looks at a plan from the outside, on the problem's own records and with none of the solver's sums: which hard constraints it breaks, and
/// what it costs. Slow and simple, so that it can judge the solver.
/// </summary>
public static class FleetAudit
{
    /// <summary>All hard constraints that a plan breaks.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="replicas">The plan.</param>
    /// <returns>One line for each; empty when it is feasible.</returns>
    public static ImmutableArray<string> Check(FleetProblem problem, ImmutableArray<FleetReplica> replicas)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var found = ImmutableArray.CreateBuilder<string>();
        var models = problem.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
        var hosts = problem.Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);
        var known = new List<AuditedReplica>();
        var running = problem.Running.ToHashSet(SamePlace.Instance);
        foreach (var replica in replicas)
        {
            if (!models.TryGetValue(replica.Model, out var model) || !hosts.TryGetValue(replica.Host, out var host)
                || model.Regions.FirstOrDefault(demand => demand.Region == replica.Region) is not { } demand || replica.Shape >= model.Shapes.Length)
            {
                found.Add($"{replica}: no such model, region, shape or host");
                continue;
            }

            known.Add(new AuditedReplica(replica, model, demand, host, running.Contains(replica)));
        }

        found.AddRange(known.SelectMany(one => PlaceAudit.Check(one)));
        found.AddRange(RoomAudit.Check(problem, known));
        found.AddRange(GroupAudit.Check(problem, known));
        return found.ToImmutable();
    }

    /// <summary>What a feasible plan costs.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="replicas">The plan.</param>
    /// <returns>The parts and their sum.</returns>
    public static ObjectiveValue Value(FleetProblem problem, ImmutableArray<FleetReplica> replicas)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var weights = problem.Weights;
        var hosts = problem.Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);
        var models = problem.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
        var (missing, minimum, warm) = (0L, 0L, 0L);
        foreach (var model in problem.Models)
        {
            foreach (var demand in model.Regions)
            {
                var there = replicas.Where(replica => replica.Model == model.Name && replica.Region == demand.Region).ToList();
                var serving = there.Where(replica => replica.Shape >= 0).ToList();
                var served = serving.Sum(replica => FleetUnits.Give(model, model.Shapes[replica.Shape]));
                var weight = weights.MissingOf(model.Class);
                missing += Math.Max(0, FleetUnits.Need(model, demand) - served) * FleetUnits.Weight(weight);
                minimum += Math.Max(0, demand.MinReplicas - serving.Count) * FleetUnits.Cost(weight * weights.BelowMinimum);
                warm += Math.Max(0, demand.WarmCopies - (there.Count - serving.Count)) * FleetUnits.Cost(weights.MissingWarmCopy);
            }
        }

        var running = replicas.Where(replica => replica.Shape >= 0).ToList();
        var money = running.Select(replica => replica.Host).Distinct().Sum(host => FleetUnits.Cost(weights.Money * hosts[host].Price.Marginal));
        var risk = running.Sum(replica => FleetUnits.RiskCost(models[replica.Model], hosts[replica.Host], weights));
        var placed = replicas.ToHashSet(SamePlace.Instance);
        var stays = problem.Running.Where(placed.Contains).ToHashSet(SamePlace.Instance);
        var disturbance = replicas.Where(replica => !stays.Contains(replica)).Sum(replica => replica.Shape < 0
                ? FleetUnits.CopyCost(models[replica.Model], hosts[replica.Host], weights)
                : FleetUnits.StartCost(models[replica.Model], hosts[replica.Host], weights))
            + problem.Running.Where(replica => replica.Shape >= 0 && !stays.Contains(replica) && models.ContainsKey(replica.Model))
                .Sum(replica => FleetUnits.StopCost(models[replica.Model], hosts.GetValueOrDefault(replica.Host), weights));
        return new ObjectiveValue(Units(missing), Units(minimum), Units(warm), Units(money), Units(risk), Units(Fragmentation(problem, running, models)), Units(disturbance));
    }

    private static long Fragmentation(FleetProblem problem, List<FleetReplica> running, Dictionary<string, FleetModel> models)
    {
        var sum = 0L;
        var users = running.SelectMany(replica => replica.Devices.Select(device => (replica.Host, Device: device, Replica: replica))).ToLookup(use => (use.Host, use.Device), use => use.Replica);
        foreach (var host in problem.Hosts)
        {
            foreach (var device in host.Devices)
            {
                sum += users[(host.Name, device.Id)].Any(replica => FleetUnits.ShareOf(models[replica.Model].Shapes[replica.Shape], device) < 1_000) ? 1 : 0;
            }
        }

        return sum * FleetUnits.Cost(problem.Weights.Fragmentation);
    }

    private static double Units(long cost) => (double)cost / FleetUnits.Scale;
}
