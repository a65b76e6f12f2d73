using System.Collections.Immutable;
using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Limits;
using Krewe.Scheduling.Scaling.Need;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Scaling;

/// <summary>
/// Decides how many replicas each of the models that share places gets: for each the queueing model says which share of requests will be
/// late for each number of replicas, a change's own time and cost included, and the places go where they prevent most (docs/scaling.md).
/// Holds no state but the chains that it has built; the same snapshot gives the same decision. Not safe for concurrent use.
/// </summary>
public sealed class ScalingPolicy
{
    /// <summary>Steps of the demand that a later need is found for.</summary>
    public const int LaterSteps = 9;

    // Beyond this many more than it has, a model's want is not told apart.
    private const int WantReach = 64;
    private readonly ServiceChains _chains = new();

    /// <summary>Creates the policy.</summary>
    /// <param name="options">The look ahead and what changes take.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public ScalingPolicy(ScalingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>The look ahead and what changes take. May be replaced between decisions, as by feedback on the tolerance; the steps stay.</summary>
    public ScalingOptions Options { get; private set; }

    private ScalingOptions OptionsOf(ModelSnapshot model) => model.Options ?? Options;

    private static double Fade(ScalingOptions options) => Math.Exp(-1 / options.FadeSteps);

    // What all steps count together.
    private static double Weights(ScalingOptions options) => (1 - Math.Pow(Fade(options), options.Steps)) / (1 - Fade(options));

    /// <summary>Plans with another tolerance from now on.</summary>
    /// <param name="tolerance">The share of requests that may be late, above 0, below 1.</param>
    public void Tolerate(double tolerance)
    {
        var options = Options with { Tolerance = tolerance };
        options.Validate();
        Options = options;
    }

    /// <summary>Decides.</summary>
    /// <param name="snapshot">The models and the places.</param>
    public ScalingDecision Decide(ScalingSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var plans = snapshot.Models.Select(model => Plan(model, snapshot)).ToArray();

        // Where places cost and nothing lacks, each gets the upper end of what it may come to.
        var highest = plans.Select(plan => plan.Lowest + plan.Late.Length - 1).ToArray();
        int[] sizes = [.. snapshot.Models.Select(model => model.Size)];
        var asked = highest.Select((replicas, i) => (long)replicas * sizes[i]).Sum();
        var taken = snapshot.Models.All(model => OptionsOf(model).PlacesCost) && asked <= snapshot.Places
            ? highest
            : CapacitySplit.Choose([.. plans.Select(plan => plan.Lowest)], [.. plans.Select(plan => plan.Costs)], snapshot.Places, sizes);
        _chains.Forget(snapshot.Models.Sum(model => Math.Max(1, model.Classes.Length)));
        return new ScalingDecision([.. plans.Select((plan, i) => Explain(snapshot.Models[i], plan, taken[i]))]);
    }

    /// <summary>
    /// What a model needs now and at a later moment, whatever places there are: what takes longer than a start has to be asked for by that. The rule is that of a
    /// decision, for replicas that serve already and a queue that is empty.
    /// </summary>
    /// <param name="model">The model; its demand reaches so far and <see cref="LaterSteps"/> steps further.</param>
    /// <param name="seconds">When, from now, at least 0.</param>
    /// <param name="limits">Its limits then; null for those of now.</param>
    public LaterReplicas Later(ModelSnapshot model, double seconds, ReplicaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        var options = OptionsOf(model);
        var (start, step) = ((int)Math.Ceiling(options.ColdStartSeconds / options.StepSeconds), (int)Math.Ceiling(seconds / options.StepSeconds));
        var busiest = Enumerable.Range(0, step + 1).MaxBy(from => model.Demand.Sum(scenario => scenario.Weight * RatesOf(scenario, from).Sum()));
        var now = NeedAt(model, options, start);
        var then = NeedAt(limits is { } later ? model with { Least = later.Least, Most = later.Most } : model, options, step);
        var most = Math.Max(now, then);
        return new LaterReplicas(now, then, busiest == start || busiest == step ? most : Math.Max(most, NeedAt(model, options, busiest)));
    }

    /// <summary>The tolerance with which the promised share would be late, by what is expected now: what feedback begins with.</summary>
    /// <param name="models">The models that keep a promise together; those with classes do not count.</param>
    /// <param name="goal">The share of requests that may be late, above 0, below 1.</param>
    public double ToleranceFor(IReadOnlyList<ModelSnapshot> models, double goal)
    {
        ArgumentNullException.ThrowIfNull(models);
        return ToleranceSearch.Find(goal, [.. models.Where(model => model.Classes.Length < 2 && !model.Demand.IsDefaultOrEmpty).Select(model =>
        {
            var (options, chains) = (OptionsOf(model), ChainsOf(model.Service, OptionsOf(model)));
            var rates = model.Demand.Sum(scenario => scenario.Weight * scenario.Rates.Average());
            var first = Math.Max(1, (int)(rates / model.Service.RatePerReplica));
            var late = Enumerable.Range(first, Math.Min(WantReach, first + LaterSteps)).Select(replicas =>
                LateOutlook.Requests(chains, rates * model.Service.Service.Mean, Enumerable.Repeat(replicas, LaterSteps).ToArray(), model.Demand, 0)).ToArray();
            return (LaterSteps * options.StepSeconds, LaterSteps * options.StepSeconds * rates, model.Service.RatePerReplica, late);
        })]);
    }

    private int NeedAt(ModelSnapshot model, ScalingOptions options, int step)
    {
        var then = model with { Demand = [.. model.Demand.Select(scenario => scenario with { Rates = [.. RatesOf(scenario, step)] })], Inside = 0, Classes = [.. model.Classes.Select(one => one with { Inside = 0 })] };
        if (ReplicaNeed.IsIdle(then, options))
        {
            return model.Least;
        }

        var reach = Math.Min(model.Most, Math.Max(model.Least, model.Committed + WantReach));
        var outlook = ModelOutlook.Of(then, service => ChainsOf(service, options));
        return Math.Min(model.Most, ReplicaNeed.Of(then with { Least = Math.Max(1, model.Least) }, outlook, options with { ColdStartSeconds = 0, Steps = LaterSteps }, reach));
    }

    private static IEnumerable<double> RatesOf(DemandScenario scenario, int step) =>
        Enumerable.Range(step, LaterSteps).Select(at => scenario.Rates[Math.Min(at, scenario.Rates.Length - 1)]);

    private ModelPlan Plan(ModelSnapshot model, ScalingSnapshot snapshot)
    {
        model.Service.Validate();
        if (model.Demand.IsDefaultOrEmpty || model.Classes.Any(one => !one.IsValid) || model.Least < 0 || model.Most < model.Least || model.Size < 1)
        {
            throw new ArgumentException($"{model.Model}: a decision needs a scenario of demand, limits with 0 <= least <= most, a size from 1 on, and of classes shares, objectives, tolerances and weights above 0.", nameof(snapshot));
        }

        var options = OptionsOf(model);
        options.Validate();
        var outlook = ModelOutlook.Of(model, service => ChainsOf(service, options));
        var committed = model.Committed;
        var reach = Math.Min(model.Most, Math.Max(model.Least, Math.Min(snapshot.Places / model.Size, committed + WantReach)));
        var wanted = ReplicaNeed.Of(model, outlook, options, reach);
        var (lowest, highest) = Range(model, wanted);
        var late = new LateSteps[highest - lowest + 1];
        var costs = new double[late.Length];
        Span<int> course = stackalloc int[options.Steps];
        for (var target = lowest; target <= highest; target++)
        {
            ReplicaCourse.Fill(model, target, snapshot.Free / model.Size, options, course);
            late[target - lowest] = outlook.Late(course, Fade(options), options.Tolerance);
            costs[target - lowest] = late[target - lowest].Weighted + (options.ChangeCost * Math.Max(0, committed - target));
        }

        return new ModelPlan(wanted, lowest, late, costs);
    }

    // What a model may come to now. Where places cost, no more than it wants, and no fewer than it has wanted lately while there is room.
    private (int Lowest, int Highest) Range(ModelSnapshot model, int wanted)
    {
        var (committed, options) = (model.Committed, OptionsOf(model));
        if (model.IsHeld)
        {
            return (committed, committed);
        }

        var highest = Math.Min(Math.Max(committed + options.MostChange, model.Least), model.Most);
        var lowest = Math.Max(committed - Math.Min(model.Serving, options.MostChange), Math.Min(model.Least, highest));
        if (wanted == 0)
        {
            return (committed - model.Serving, committed - model.Serving);
        }

        lowest = Math.Min(Math.Max(lowest, Math.Min(1, highest)), highest);
        if (!options.PlacesCost)
        {
            return (lowest, highest);
        }

        // The split takes what is lacking from the least useful; where nothing lacks, all get the upper end.
        var keep = Math.Clamp(Math.Max(wanted, Math.Min(committed, model.WantedLately)), lowest, highest);
        return (lowest, keep);
    }

    private ModelDecision Explain(ModelSnapshot model, ModelPlan plan, int target)
    {
        var (committed, weights) = (model.Committed, Weights(OptionsOf(model)));
        var stays = Math.Clamp(committed - plan.Lowest, 0, plan.Late.Length - 1);
        return new ModelDecision(
            model.Model, committed, target, plan.Wanted, plan.Late[stays].Share / weights, plan.Late[target - plan.Lowest].Share / weights,
            ReasonsOf(model, plan, target));
    }

    private ImmutableArray<ScalingReason> ReasonsOf(ModelSnapshot model, ModelPlan plan, int target)
    {
        var reasons = ImmutableArray.CreateBuilder<ScalingReason>();
        void Add(bool holds, ScalingReason reason)
        {
            if (holds)
            {
                reasons.Add(reason);
            }
        }

        var (committed, options) = (model.Committed, OptionsOf(model));
        Add(model.IsHeld, ScalingReason.Held);
        Add(plan.Wanted == 0 && committed > 0, ScalingReason.ToZero);
        Add(committed == 0 && target > 0 && model.Inside > 0, ScalingReason.FromZero);
        Add(committed == 0 && target > 0 && model.Inside <= 0 && ReplicaNeed.IsExpected(model, options), ScalingReason.Prewarm);
        Add(plan.Wanted > committed, ScalingReason.ForecastDemand);
        Add(target > committed && SurgeRule.IsSurge(model), ScalingReason.QueueGrowth);
        Add(target < plan.Wanted && !model.IsHeld, plan.Wanted > model.Most ? ScalingReason.UpperLimit : ScalingReason.Scarcity);
        Add(target == model.Most && plan.Late[target - plan.Lowest].Breaks, ScalingReason.UpperLimit);
        Add(target > committed && target > plan.Wanted, ScalingReason.SparePlaces);
        Add(target < committed && target >= plan.Wanted && plan.Wanted > 0, ScalingReason.LessDemand);
        Add(options.PlacesCost && target == committed && plan.Wanted < committed && model.WantedLately > plan.Wanted, ScalingReason.Stabilizing);
        Add(target == model.Least && plan.Wanted == model.Least && target > 0, ScalingReason.LowerLimit);
        Add(reasons.Count == 0, ScalingReason.Enough);
        return [.. reasons.Distinct()];
    }

    private ChainCache ChainsOf(ServiceModel service, ScalingOptions options) => _chains.Of(service, options.StepSeconds);

    /// <summary>What was found for one model: late steps and costs by option, from the lowest on.</summary>
    private sealed record ModelPlan(int Wanted, int Lowest, LateSteps[] Late, double[] Costs);
}
