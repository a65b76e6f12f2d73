using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>
/// Orders what is to be started and stopped so that nothing is overcommitted on the way, whatever the order in which steps that do not wait for
/// one another are done, and wherever it is broken off: planned again from what runs then, it goes on. See docs/placement.md.
/// </summary>
public static class FleetPlanner
{
    /// <summary>Plans the way.</summary>
    /// <param name="problem">The fleet with what runs. What runs of a model or region that the problem does not have is stopped first.</param>
    /// <param name="wanted">A plan that <see cref="FleetAudit.Check"/> finds nothing against. What stays is recognized by its place.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ArgumentException">The plan that is wanted breaks a constraint.</exception>
    public static FleetPlan Build(FleetProblem problem, ImmutableArray<FleetReplica> wanted)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var named = NameStaying(problem, wanted);
        if (FleetAudit.Check(problem, named) is [var first, ..])
        {
            throw new ArgumentException($"The plan that is wanted breaks a constraint: {first}", nameof(wanted));
        }

        return new PlanOrder(new CompiledFleet(problem), named).Write();
    }

    /// <summary>What is wanted where the same runs already is that replica.</summary>
    private static ImmutableArray<FleetReplica> NameStaying(FleetProblem problem, ImmutableArray<FleetReplica> wanted)
    {
        var running = problem.Running.OrderBy(replica => replica.Id, StringComparer.Ordinal).GroupBy(PlaceOf).ToDictionary(group => group.Key, group => new Queue<FleetReplica>(group));
        return [.. wanted.Select(replica => running.TryGetValue(PlaceOf(replica), out var there) && there.TryDequeue(out var one) ? one : replica with { Id = "" })];
    }

    private static string PlaceOf(FleetReplica replica) =>
        FormattableString.Invariant($"{replica.Model}\n{replica.Region}\n{replica.Shape}\n{replica.Host}\n{string.Join('\n', replica.Devices.Order(StringComparer.Ordinal))}");
}
