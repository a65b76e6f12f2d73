using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Scheduling.Scaling.Need;

/// <summary>
/// The number of replicas that is cheapest: each costs its time, and late requests have a price that follows from the tolerance. Counted are the steps in
/// which the replicas can serve already, and the weights of the scenarios are the forecast's. Late requests are allowed where they save most replicas, so the
/// promise, which is one over all requests, costs least. Nothing here looks at utilization: how high it may be follows from the queue, and is
/// higher for many replicas.
/// </summary>
internal static class ReplicaNeed
{
    // Fewer replicas than this part of what is busy on average are never the cheapest: who is not served costs more than who is.
    private const double SureLoad = 0.8;

    // Beyond the busiest that may come, replicas only cost once they have begun to.
    private const int EnoughRises = 2;

    /// <summary>Finds them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outlook">What is expected of it.</param>
    /// <param name="options">The look ahead and the tolerance.</param>
    /// <param name="most">The most that are of use to know.</param>
    public static int Of(ModelSnapshot model, ModelOutlook outlook, ScalingOptions options, int most)
    {
        if (IsIdle(model, options))
        {
            return model.Least;
        }

        var (first, last) = (Math.Max(1, model.Least), Math.Max(1, Math.Max(model.Least, most)));
        var (quiet, busy) = LoadOf(model, options.Steps);

        var (best, least, rises) = (last, double.PositiveInfinity, 0);
        for (var replicas = Math.Clamp((int)(SureLoad * quiet), first, last); replicas <= last && rises < EnoughRises; replicas++)
        {
            var (late, seconds) = Expect(model, outlook, options, replicas);
            var cost = (replicas * seconds) + late;
            rises = cost < least || replicas < busy ? 0 : rises + 1;
            (best, least) = cost < least ? (replicas, cost) : (best, least);
        }

        return best;
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

    // What late requests cost that are expected with so many replicas, from when they could serve, and the seconds that are counted. In the long run
    // feedback moves their price; here it begins.
    private static (double Late, double Seconds) Expect(ModelSnapshot model, ModelOutlook outlook, ScalingOptions options, int replicas)
    {
        // Until they serve, what is there serves; then they have a step to clear what has gathered.
        var from = Math.Min(options.Steps - 1, (int)Math.Ceiling(options.ColdStartSeconds / options.StepSeconds) + 1);
        Span<int> course = stackalloc int[options.Steps];
        course.Fill(replicas);
        course[..(from - (from > 0 ? 1 : 0))].Fill(Math.Min(replicas, Math.Max(1, model.Serving)));
        return (outlook.Cost(course, from, options.Tolerance), (options.Steps - from) * options.StepSeconds);
    }

    // Replicas that are busy: on average in the quietest step, and at most in the busiest scenario.
    private static (double Least, double Most) LoadOf(ModelSnapshot model, int steps)
    {
        var (least, most) = (double.PositiveInfinity, 0.0);
        for (var step = 0; step < steps; step++)
        {
            var mean = 0.0;
            foreach (var scenario in model.Demand)
            {
                var rate = scenario.Rates[Math.Min(step, scenario.Rates.Length - 1)];
                mean += scenario.Weight * rate;
                most = Math.Max(most, rate);
            }

            least = Math.Min(least, mean);
        }

        return (least / model.Service.RatePerReplica, most / model.Service.RatePerReplica);
    }
}
