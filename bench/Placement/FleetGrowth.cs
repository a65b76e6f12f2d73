using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Reporting;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Bench.Placement;

/// <summary>How long a decision takes on fleets of 100 to 100,000 devices: the trace's nodes, as often as it takes, filled to two thirds before time is taken.</summary>
internal static class FleetGrowth
{
    private const double MostMilliseconds = 50;

    public static IEnumerable<BenchRow> Rows(OpenbTrace trace, IEnumerable<int> sizes, int decisions)
    {
        var mix = DemandMix.Of(trace.Pods.Select(pod => DemandShape.Of(KrewePolicy.Request(pod))));
        foreach (var size in sizes)
        {
            var transaction = new PlacementTransaction(new PlacementSnapshot(Hosts(trace, size)), new PlacementWeights(), mix, new PackingOptions());
            var random = new Random(1);
            var (filled, target) = (0L, size * 1_000L * 2 / 3);
            while (filled < target)
            {
                var pod = trace.Pods[random.Next(trace.Pods.Length)];
                filled += pod.GpuTotal;
                transaction.TryPlace(KrewePolicy.Request(pod));
            }

            var seconds = new List<double>();
            var cpu = Environment.CpuUsage.TotalTime;
            for (var at = 0; at < decisions; at++)
            {
                var request = KrewePolicy.Request(trace.Pods[random.Next(trace.Pods.Length)]);
                var start = Stopwatch.GetTimestamp();
                transaction.TryPlace(request);
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            var spent = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / decisions;
            seconds.Sort();
            var p99 = seconds[seconds.Count * 99 / 100] * 1e3;
            Console.Error.WriteLine(FormattableString.Invariant($"{size} devices: p50 {seconds[seconds.Count / 2] * 1e3:0.000} ms, p99 {p99:0.00} ms, {spent:0.000} ms of processor each"));
            var bound = ImmutableSortedDictionary<string, double>.Empty.Add("bound", MostMilliseconds);
            yield return new BenchRow($"{size} devices", "decision p50", "ms", seconds[seconds.Count / 2] * 1e3);
            yield return new BenchRow($"{size} devices", "decision p99", "ms", p99, bound, p99 <= MostMilliseconds);
            yield return new BenchRow($"{size} devices", "processor time of a decision, mean", "ms", spent);
        }
    }

    private static IEnumerable<HostCandidate> Hosts(OpenbTrace trace, int devices)
    {
        for (var (at, have) = (0, 0); have < devices; at++)
        {
            var node = trace.Nodes[at % trace.Nodes.Length];
            have += node.Gpus;
            yield return KrewePolicy.Host(node with { Name = $"{node.Name}-{at / trace.Nodes.Length}" });
        }
    }
}
