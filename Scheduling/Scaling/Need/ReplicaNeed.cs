using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Scheduling.Scaling.Need;

/// <summary>
/// The fewest replicas that keep the tolerance: counted are the steps in which they can serve already, and the weights of the scenarios
/// are the forecast's. Nothing here looks at utilization: how high it may be follows from the queue, and is higher for many replicas.
/// </summary>
internal static class ReplicaNeed
{
    /// <summary>Finds them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chains">Its chains.</param>
    /// <param name="options">The look ahead and the tolerance.</param>
    /// <param name="most">The most that are of use to know.</param>
    public static int Of(ModelSnapshot model, ChainCache chains, ScalingOptions options, int most)
    {
        if (IsIdle(model, options))
        {
            return model.Least;
        }

        var (low, high) = (Math.Max(1, model.Least), Math.Max(1, Math.Max(model.Least, most)));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Keeps(model, chains, options, middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>True when nobody has asked for long, or has no replica to ask for, and nobody is expected by the time at which a replica would serve.</summary>
    public static bool IsIdle(ModelSnapshot model, ScalingOptions options) =>
        model.Least == 0 && model.Inside <= 0 && (model.Committed == 0 || model.QuietSeconds >= options.ZeroAfterSeconds) && !IsExpected(model, options);

    /// <summary>True when a request is as likely as not to come before a replica that is started now would serve, and one step longer.</summary>
    public static bool IsExpected(ModelSnapshot model, ScalingOptions options)
    {
        var steps = (int)Math.Ceiling(options.ColdStartSeconds / options.StepSeconds) + 1;
        var requests = model.Demand.Sum(scenario =>
            scenario.Weight * options.StepSeconds * Enumerable.Range(0, steps).Sum(step => scenario.Rates[Math.Min(step, scenario.Rates.Length - 1)]));
        return requests >= Math.Log(2);
    }

    private static bool Keeps(ModelSnapshot model, ChainCache chains, ScalingOptions options, int replicas)
    {
        // Until they serve, what is there serves; then they have a step to clear what has gathered.
        var from = Math.Min(options.Steps - 1, (int)Math.Ceiling(options.ColdStartSeconds / options.StepSeconds) + 1);
        Span<int> course = stackalloc int[options.Steps];
        course.Fill(replicas);
        course[..(from - (from > 0 ? 1 : 0))].Fill(Math.Min(replicas, Math.Max(1, model.Serving)));
        return LateOutlook.Sum(chains, model.Inside, course, model.Demand, from) <= options.Tolerance * (options.Steps - from);
    }
}
