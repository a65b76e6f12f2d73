using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Explaining;

/// <summary>
/// Says of a plan what it changes and what each move is for. A move is judged by leaving it out: the plan with that replica where it runs is
/// checked and valued by <see cref="FleetAudit"/>, and the difference is what the move is for.
/// </summary>
public static class PlanExplainer
{
    /// <summary>Each move is valued on the whole plan: where there are more, the rest are named without a value.</summary>
    private const int MostValued = 64;

    /// <summary>Explains a plan.</summary>
    /// <param name="problem">The fleet with what runs.</param>
    /// <param name="wanted">A feasible plan.</param>
    /// <returns>What it changes, with reasons.</returns>
    public static PlanExplanation Explain(FleetProblem problem, ImmutableArray<FleetReplica> wanted)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var after = FleetAudit.Value(problem, wanted);
        var (pairs, starts, stops) = Pair(problem, wanted);
        return new PlanExplanation
        {
            Before = FleetSolver.AsItRuns(problem).Value,
            After = after,
            Moves = [.. pairs.Select((pair, at) => at < MostValued ? Judge(problem, wanted, after, pair.From, pair.To) : new PlanMove(pair.From, pair.To, SecondsOf(problem, pair.From, pair.To), null, []))],
            Starts = starts,
            Stops = stops,
            Missing = [.. problem.Models.OrderBy(model => model.Name, StringComparer.Ordinal).Select(model => (model.Name, MissingOf(model, wanted))).Where(pair => pair.Item2 > 0)],
        };
    }

    /// <summary>Of each line, what goes beside what comes: on the same host where there is such a pair, else by name.</summary>
    private static (List<(FleetReplica From, FleetReplica To)> Moves, ImmutableArray<FleetReplica> Starts, ImmutableArray<FleetReplica> Stops) Pair(
        FleetProblem problem, ImmutableArray<FleetReplica> wanted)
    {
        var kept = wanted.ToHashSet(SamePlace.Instance);
        var going = problem.Running.Where(replica => !kept.Contains(replica)).OrderBy(replica => replica.ToString(), StringComparer.Ordinal).ToList();
        var stays = problem.Running.ToHashSet(SamePlace.Instance);
        var moves = new List<(FleetReplica, FleetReplica)>();
        var starts = ImmutableArray.CreateBuilder<FleetReplica>();
        foreach (var comes in wanted.Where(replica => !stays.Contains(replica)).OrderBy(replica => replica.ToString(), StringComparer.Ordinal))
        {
            bool Serves(FleetReplica goes) => goes.Model == comes.Model && goes.Region == comes.Region && goes.Shape < 0 == comes.Shape < 0;
            if ((going.Find(goes => Serves(goes) && goes.Host == comes.Host) ?? going.Find(Serves)) is { } from)
            {
                going.Remove(from);
                moves.Add((from, comes));
            }
            else
            {
                starts.Add(comes);
            }
        }

        return (moves, starts.ToImmutable(), [.. going]);
    }

    private static PlanMove Judge(FleetProblem problem, ImmutableArray<FleetReplica> wanted, ObjectiveValue after, FleetReplica from, FleetReplica to)
    {
        var seconds = SecondsOf(problem, from, to);
        var alone = FleetAudit.Check(problem, [from]);
        if (!alone.IsEmpty)
        {
            return new PlanMove(from, to, seconds, null, [.. alone.Select(why => $"it may not stay: {why}")]);
        }

        var without = wanted.Replace(to, from);
        if (FleetAudit.Check(problem, without) is [var first, ..])
        {
            return new PlanMove(from, to, seconds, null, [$"its place is for another: {first}"]);
        }

        var saves = Difference(FleetAudit.Value(problem, without), after);
        return new PlanMove(from, to, seconds, saves, ReasonsOf(saves, problem.Weights));
    }

    private static ImmutableArray<string> ReasonsOf(ObjectiveValue saves, ObjectiveWeights weights)
    {
        var reasons = ImmutableArray.CreateBuilder<string>();
        void Say(double part, string less, string more)
        {
            if (part != 0)
            {
                reasons.Add(FormattableString.Invariant($"{(part > 0 ? less : more)} ({part:+0.###;-0.###})"));
            }
        }

        Say(saves.Missing + saves.BelowMinimum, "more of what is asked for is served", "less of what is asked for is served");
        Say(saves.WarmCopies, "more warm copies", "fewer warm copies");
        Say(saves.Money, "less money for hosts in use", "more money for hosts in use");
        Say(saves.Interruption, "less on hosts that may be taken back", "more on hosts that may be taken back");
        Say(saves.Fragmentation, "fewer devices in pieces", "more devices in pieces");
        if (weights.Disturbance > 0)
        {
            Say(saves.Disturbance, "less to load", "it has to be loaded there");
        }

        if (saves.Total <= 0)
        {
            reasons.Add("it pays only together with other moves");
        }

        return reasons.ToImmutable();
    }

    private static double SecondsOf(FleetProblem problem, FleetReplica from, FleetReplica to)
    {
        var model = problem.Models.First(model => model.Name == to.Model);
        FleetHost? Host(string name) => problem.Hosts.FirstOrDefault(host => host.Name == name);
        return to.Shape < 0
            ? FleetUnits.LoadSeconds(model, Host(to.Host))
            : FleetUnits.StartSeconds(model, Host(to.Host)) + ((double)model.StateBytes / (Host(from.Host)?.LoadBytesPerSecond ?? (1L << 30)));
    }

    private static double MissingOf(FleetModel model, ImmutableArray<FleetReplica> wanted) => model.Regions.Sum(demand =>
    {
        var served = wanted.Where(replica => replica.Model == model.Name && replica.Region == demand.Region && replica.Shape >= 0).Sum(replica => FleetUnits.Give(model, model.Shapes[replica.Shape]));
        return (double)Math.Max(0, FleetUnits.Need(model, demand) - served) / FleetUnits.Scale;
    });

    /// <summary>What one costs more than the other, part by part.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <returns>The difference; parts may be negative.</returns>
    public static ObjectiveValue Difference(ObjectiveValue one, ObjectiveValue other) => new(
        one.Missing - other.Missing,
        one.BelowMinimum - other.BelowMinimum,
        one.WarmCopies - other.WarmCopies,
        one.Money - other.Money,
        one.Interruption - other.Interruption,
        one.Fragmentation - other.Fragmentation,
        one.Disturbance - other.Disturbance);
}
