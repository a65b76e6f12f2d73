using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Explaining;

/// <summary>
/// What each hard constraint costs: the fleet is planned again without it, beginning with the plan there is, which stays feasible. So none is
/// ever found to cost less than nothing, and each change that is named was tried.
/// </summary>
public static class ConstraintPrices
{
    /// <summary>Leaves out each constraint alone.</summary>
    /// <param name="problem">The fleet.</param>
    /// <param name="wanted">A feasible plan, as good as the caller could find.</param>
    /// <param name="options">How long to look for each; the plan to begin with is <paramref name="wanted"/>.</param>
    /// <param name="most">At most so many are tried: those of models that something is missing of come first.</param>
    /// <param name="stop">Ends it early: what was found until then is returned.</param>
    /// <returns>Those that cost something, the dearest first.</returns>
    public static ImmutableArray<ConstraintPrice> Of(
        FleetProblem problem, ImmutableArray<FleetReplica> wanted, SearchOptions options, int most = 64, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var now = FleetAudit.Value(problem, wanted);
        var found = new List<ConstraintPrice>();
        foreach (var (subject, constraint, without) in Relaxed(problem, wanted).Take(most))
        {
            if (stop.IsCancellationRequested)
            {
                break;
            }

            var costs = PlanExplainer.Difference(now, FleetSolver.Solve(without, options with { Start = wanted, Nodes = 0, Bound = false }, stop).Value);
            if (costs.Total > 0)
            {
                found.Add(new ConstraintPrice(subject, constraint, costs));
            }
        }

        return [.. found.OrderByDescending(price => price.Costs.Total).ThenBy(price => price.Subject, StringComparer.Ordinal).ThenBy(price => price.Constraint, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Subject, string Constraint, FleetProblem Without)> Relaxed(FleetProblem problem, ImmutableArray<FleetReplica> wanted)
    {
        foreach (var quota in problem.Quotas.OrderBy(quota => quota.Tenant, StringComparer.Ordinal))
        {
            yield return ($"tenant {quota.Tenant}", "its quota", problem with { Quotas = problem.Quotas.Remove(quota) });
        }

        foreach (var host in problem.Hosts.Where(host => host.Availability == HostAvailability.Cordoned).OrderBy(host => host.Name, StringComparer.Ordinal))
        {
            yield return ($"host {host.Name}", "that it takes nothing new", problem with { Hosts = problem.Hosts.Replace(host, host with { Availability = HostAvailability.Active }) });
        }

        var lacking = problem.Models.Where(model => model.Regions.Sum(demand => demand.Demand) > wanted.Count(replica => replica.Model == model.Name && replica.Shape >= 0)).ToHashSet();
        foreach (var model in problem.Models.OrderByDescending(lacking.Contains).ThenBy(model => model.Name, StringComparer.Ordinal))
        {
            foreach (var (constraint, without) in Relaxed(problem, model))
            {
                yield return ($"model {model.Name}", constraint, problem with { Models = problem.Models.Replace(model, without) });
            }
        }
    }

    private static IEnumerable<(string Constraint, FleetModel Without)> Relaxed(FleetProblem problem, FleetModel model)
    {
        if (model.MaxPerHost > 0)
        {
            yield return ($"at most {model.MaxPerHost} on one host", model with { MaxPerHost = 0 });
        }

        if (model.MaxPerZone > 0)
        {
            yield return ($"at most {model.MaxPerZone} in one zone", model with { MaxPerZone = 0 });
        }

        if (!model.AllowedRegions.IsEmpty && problem.Hosts.Any(host => !model.AllowedRegions.Contains(host.Region)))
        {
            yield return ($"regions {string.Join(", ", model.AllowedRegions)}", model with { AllowedRegions = [] });
        }

        if (!model.AllowedClasses.IsEmpty && model.Shapes.Any(shape => shape.DeviceClass is { } of && !model.AllowedClasses.Contains(of)))
        {
            yield return ($"classes {string.Join(", ", model.AllowedClasses)}", model with { AllowedClasses = [] });
        }

        if (!model.AllowSpot && problem.Hosts.Any(host => host.Price.Terms == PriceTerms.Spot))
        {
            yield return ("no host that may be taken back", model with { AllowSpot = true });
        }

        foreach (var relation in model.Relations)
        {
            yield return ($"{(relation.Together ? "beside" : "away from")} {relation.Other}", model with { Relations = model.Relations.Remove(relation) });
        }
    }
}
