using System.Collections.Immutable;
using Krewe.Bench.Reporting;

namespace Krewe.Bench.Queue;

/// <summary>What the queue costs: at a million waiting, from a thousand to ten million, and in memory.</summary>
internal sealed class QueueBenchmark : IBenchmark
{
    private const double Least = 2_000_000;
    private const int Most = 1_000_000;

    public string Name => "queue";

    public string Help => "enqueue and dequeue with a million waiting, 1,000 tenants, 3 classes, on one core (--sizes 1000,...,10000000 --steps 2000000 --repeat 3)";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var rows = new List<BenchRow>();
        var steps = options.Get("steps", 2_000_000);
        foreach (var size in options.GetAll("sizes", 1_000, 10_000, 100_000, 1_000_000, 10_000_000))
        {
            Measure(rows, $"{size:N0} waiting", new QueueHold(size, rising: false), size, steps, options.Get("repeat", 3));
            if (size <= Most)
            {
                Measure(rows, $"{size:N0} waiting, each rises to the top", new QueueHold(size, rising: true), size, steps, options.Get("repeat", 3));
            }
        }

        return Task.FromResult<IReadOnlyList<BenchRow>>(rows);
    }

    private static void Measure(List<BenchRow> rows, string name, QueueHold hold, int size, int steps, int repeat)
    {
        // Until the mix of classes is the one that stays: what was there at the start has left, or is the lowest class.
        hold.Run(Math.Max(steps, size * 3));
        var seconds = new List<double>();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < repeat; at++)
        {
            seconds.Add(hold.Run(steps));
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var rate = 2.0 * steps / seconds.Order().ElementAt(seconds.Count / 2);
        var bound = ImmutableSortedDictionary<string, double>.Empty.Add("bound", Least);
        rows.Add(size == Most && !name.Contains("rises", StringComparison.Ordinal)
            ? new BenchRow(name, "operations_per_s", "1/s", rate, bound, rate >= Least)
            : new BenchRow(name, "operations_per_s", "1/s", rate));
        rows.Add(new BenchRow(name, "time of an operation", "ns", 1e9 / rate));
        rows.Add(new BenchRow(name, "allocated for an operation", "B", allocated / (2.0 * steps * repeat)));
    }
}
