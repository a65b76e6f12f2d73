using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>Which share of arrivals will be late, step by step, for a course of replicas and the scenarios of demand.</summary>
internal static class LateOutlook
{
    /// <summary>Sums the expected shares of late arrivals over the steps.</summary>
    /// <param name="chains">The model's chains.</param>
    /// <param name="inside">Requests inside now.</param>
    /// <param name="replicas">Replicas that serve, by step.</param>
    /// <param name="scenarios">How demand may go on.</param>
    /// <param name="from">The first step that counts.</param>
    /// <param name="fade">What a step counts against the one before it.</param>
    public static double Sum(ChainCache chains, double inside, ReadOnlySpan<int> replicas, IReadOnlyList<DemandScenario> scenarios, int from = 0, double fade = 1) =>
        Sum(chains, inside, replicas, scenarios, from, fade, byRequests: false);

    /// <summary>The expected number of late requests of the steps.</summary>
    /// <param name="chains">The model's chains.</param>
    /// <param name="inside">Requests inside now.</param>
    /// <param name="replicas">Replicas that serve, by step.</param>
    /// <param name="scenarios">How demand may go on.</param>
    /// <param name="from">The first step that counts.</param>
    public static double Requests(ChainCache chains, double inside, ReadOnlySpan<int> replicas, IReadOnlyList<DemandScenario> scenarios, int from) =>
        Sum(chains, inside, replicas, scenarios, from, fade: 1, byRequests: true);

    private static double Sum(
        ChainCache chains, double inside, ReadOnlySpan<int> replicas, IReadOnlyList<DemandScenario> scenarios, int from, double fade, bool byRequests)
    {
        Span<double> cells = stackalloc double[QueueChain.Cells];
        Span<double> before = stackalloc double[QueueChain.Cells];
        var sum = 0.0;
        foreach (var scenario in scenarios)
        {
            var walk = new ChainWalk(cells, before);
            var weight = scenario.Weight;
            for (var step = 0; step < replicas.Length; step++)
            {
                var rate = scenario.Rates[Math.Min(step, scenario.Rates.Length - 1)];
                var late = walk.Step(chains.Of(replicas[step], rate), replicas[step], inside);

                // A step in which nobody comes has nobody late.
                var counts = byRequests ? rate * chains.StepSeconds : 1 - Math.Exp(-rate * chains.StepSeconds);
                sum += step >= from ? weight * late * counts : 0;
                weight *= fade;
            }
        }

        return sum;
    }
}
