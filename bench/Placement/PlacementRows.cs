using System.Collections.Immutable;
using Krewe.Bench.Reporting;

namespace Krewe.Bench.Placement;

/// <summary>The results of a workload as rows: means over the seeds, beside the other policies and what their authors published.</summary>
internal static class PlacementRows
{
    private const string Ours = "Krewe";

    public static IEnumerable<BenchRow> Of(OpenbTrace trace, ImmutableArray<int> seeds, Dictionary<string, List<PackingRun>> runs)
    {
        var ours = runs.ContainsKey(Ours) ? Ours : runs.Keys.First();
        var references = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (policy, of) in runs)
        {
            if (policy != ours)
            {
                references[policy] = of.Average(run => run.Allocation);
            }

            var published = seeds.Select(seed => trace.Published(policy, seed)).ToList();
            if (published.TrueForAll(value => value is not null) && published.Count > 0)
            {
                references[$"{policy} published"] = published.Average()!.Value;
            }
        }

        yield return new BenchRow(trace.Workload, "allocation", "%", runs[ours].Average(run => run.Allocation), references.ToImmutable());
        foreach (var shape in runs[ours].SelectMany(run => run.Classes.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var others = runs.Where(pair => pair.Key != ours).ToImmutableSortedDictionary(pair => pair.Key, pair => Dropped(pair.Value, shape), StringComparer.Ordinal);
            yield return new BenchRow(trace.Workload, $"dropped, {shape}", "%", Dropped(runs[ours], shape), others);
        }

        var seconds = runs[ours].SelectMany(run => run.Seconds).Order().ToList();
        yield return new BenchRow(trace.Workload, "decisions by the clock", "1/s", seconds.Count / seconds.Sum(), Bound(2_000), seconds.Count / seconds.Sum() >= 2_000);
        yield return new BenchRow(trace.Workload, "decisions by processor time", "1/s", seconds.Count / runs[ours].Sum(run => run.CpuSeconds));
        var cpu = runs[ours].SelectMany(run => run.EachCpuSeconds).Order().ToList();
        yield return new BenchRow(trace.Workload, "decision p99 by processor time", "ms", cpu[cpu.Count * 99 / 100] * 1e3);
        yield return new BenchRow(trace.Workload, "decision p50", "ms", seconds[seconds.Count / 2] * 1e3);
        yield return new BenchRow(trace.Workload, "decision p99", "ms", seconds[seconds.Count * 99 / 100] * 1e3, Bound(5), seconds[seconds.Count * 99 / 100] <= 5e-3);
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => ImmutableSortedDictionary<string, double>.Empty.Add("bound", value);

    private static double Dropped(List<PackingRun> runs, string shape)
    {
        var counts = runs.Select(run => run.Classes.GetValueOrDefault(shape)).ToList();
        return 100.0 * counts.Sum(count => count.Dropped) / Math.Max(1, counts.Sum(count => count.Arrived));
    }
}
