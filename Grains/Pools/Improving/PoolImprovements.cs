using System.Collections.Immutable;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Pools.Improving;
using Krewe.Scheduling.Placement.Explaining;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Grains.Pools.Improving;

/// <summary>What a plan for a whole pool would change, with reasons, and whether it is worth it. The pool and every dry run go through here.</summary>
internal static class PoolImprovements
{
    /// <summary>Steps of the search that finds out what a constraint costs, for each.</summary>
    private const int PricingSteps = 200;

    /// <summary>Looks for the best plan.</summary>
    /// <param name="snapshot">The pool.</param>
    /// <param name="options">What counts, and how long to look.</param>
    /// <param name="stop">Ends the search.</param>
    /// <param name="again">How far its searches are to go, where a plan is made again.</param>
    public static PoolPlan Search(PoolSnapshot snapshot, PoolOptions options, CancellationToken stop, ImmutableArray<SearchEffort> again = default) => PoolSearch.Search(
        PoolProblems.From(snapshot, options.Weights),
        new SearchOptions { Seed = (ulong)(snapshot.Seed ?? Planning.PoolPlacing.Seed), Steps = options.Steps },
        again.IsDefault ? [] : again,
        stop);

    /// <summary>Says what it changes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">What it has to save.</param>
    /// <param name="at">When it was looked for.</param>
    /// <param name="seed">The seed of the search.</param>
    /// <param name="prices">Whether to find out what constraints cost.</param>
    /// <param name="stop">Ends finding out.</param>
    public static PoolImprovement Explain(PoolPlan plan, PoolOptions options, DateTimeOffset at, long seed, bool prices, CancellationToken stop = default)
    {
        var problem = plan.Pool.Problem;
        var told = PlanExplainer.Explain(problem, plan.Wanted.Replicas);
        var saved = told.Before.Total - told.After.Total;
        var worthwhile = plan.Way.Reaches && !told.Moves.IsEmpty && saved >= options.LeastGain;
        return new PoolImprovement
        {
            At = at,
            Before = Cost(told.Before),
            After = Cost(told.After),
            Moves = [.. told.Moves.Select(Move), .. told.Starts.Select(Start)],
            Blocked = [.. plan.Way.Blocked.Select(replica => $"{replica} cannot be started without serving less on the way")],
            Steps = [.. plan.Way.Steps.Select(step => step.ToString())],
            Worthwhile = worthwhile,
            Verdict = Verdict(told, plan, saved, worthwhile, options),
            SearchSteps = plan.Wanted.Steps,
            Efforts = plan.Efforts,
            Seed = seed,
            Gap = plan.Wanted.Proved || plan.Wanted.LowerBound > 0 ? plan.Wanted.Gap : null,
            Constraints = prices
                ? [.. ConstraintPrices.Of(problem, plan.Wanted.Replicas, new SearchOptions { Seed = (ulong)seed, Steps = PricingSteps }, stop: stop)
                    .Select(price => new ConstraintCost { Subject = price.Subject, Constraint = price.Constraint, Costs = Cost(price.Costs) })]
                : [],
        };
    }

    private static string Verdict(PlanExplanation told, PoolPlan plan, double saved, bool worthwhile, PoolOptions options) =>
        told.Moves.IsEmpty ? "nothing would be better elsewhere"
        : !plan.Way.Reaches ? $"a better plan was found, and {plan.Way.Blocked.Length} replicas of it cannot be started without serving less on the way"
        : worthwhile ? FormattableString.Invariant($"{told.Moves.Length} moves save {saved:0.##}: {Parts(told)}")
        : FormattableString.Invariant($"{told.Moves.Length} moves would save {saved:0.##}, which is less than the {options.LeastGain:0.##} that they have to");

    private static string Parts(PlanExplanation told)
    {
        var saved = Cost(PlanExplainer.Difference(told.Before, told.After));
        (string Name, double Value)[] parts =
        [
            ("demand", saved.Missing), ("warm copies", saved.WarmCopies), ("money", saved.Money), ("interruptions", saved.Interruption),
            ("devices in pieces", saved.Fragmentation), ("loading", saved.Disturbance),
        ];
        return string.Join(", ", parts.Where(part => part.Value != 0).Select(part => FormattableString.Invariant($"{part.Name} {part.Value:+0.##;-0.##}")));
    }

    private static PlanCost Cost(ObjectiveValue value) => new()
    {
        Missing = value.Missing + value.BelowMinimum,
        WarmCopies = value.WarmCopies,
        Money = value.Money,
        Interruption = value.Interruption,
        Fragmentation = value.Fragmentation,
        Disturbance = value.Disturbance,
    };

    private static PoolMove Move(PlanMove move) => new()
    {
        Model = PoolProblem.ModelOf(move.From.Model),
        Replica = ReplicaId.Parse(move.From.Id),
        From = move.From.Host,
        FromDevices = move.From.Devices,
        To = move.To.Host,
        ToDevices = move.To.Devices,
        Seconds = move.Seconds,
        Saves = move.Saves?.Total,
        Reasons = move.Reasons,
    };

    private static PoolMove Start(FleetReplica replica) => new()
    {
        Model = PoolProblem.ModelOf(replica.Model),
        To = replica.Host,
        ToDevices = replica.Devices,
        Reasons = ["it is asked for, and there is room for it then"],
    };
}
