using System.Collections.Immutable;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Bench.Placement;

/// <summary>Allocation over the share of placed pods that may be moved: an ability beside FGD's, which moves nothing.</summary>
internal static class MigrationCurve
{
    public static IEnumerable<BenchRow> Rows(OpenbTrace trace, ImmutableArray<int> seeds, ImmutableArray<double> budgets, double moveCost, string plot)
    {
        var points = ImmutableArray.CreateBuilder<(double Moved, double Allocation)>();
        foreach (var budget in budgets)
        {
            var (moved, allocation) = (0.0, 0.0);
            foreach (var seed in seeds)
            {
                var policy = new KrewePolicy(trace, new PackingOptions(), budget, moveCost);
                allocation += PackingRun.Of(trace.Arrivals(seed).Pods, trace.Capacity, policy).Allocation / seeds.Length;
                moved += 100.0 * policy.Moves / Math.Max(1, policy.Placed) / seeds.Length;
            }

            points.Add((moved, allocation));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trace.Workload}: at most {budget:P1} may move, {moved:0.00} % moved, {allocation:0.00} % allocated"));
            var at = string.Create(CultureInfo.InvariantCulture, $"at most {budget:P1} moved");
            yield return new BenchRow(trace.Workload, $"allocation, {at}", "%", allocation);
            yield return new BenchRow(trace.Workload, $"moves of placed, {at}", "%", moved);
        }

        if (plot.Length > 0)
        {
            File.WriteAllText(plot, SvgPlot.Draw($"{trace.Workload}: allocated GPU over pods moved", "moved, % of placed pods", "allocated GPU, %", points));
        }
    }
}
