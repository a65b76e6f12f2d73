using System.Collections.Immutable;
using Krewe.Bench.Load;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.Reporting;

namespace Krewe.Bench.Overload;

/// <summary>
/// Real time: a model server that sleeps, 200 requests a second of capacity, and ten times as many; critical ones are half of the capacity.
/// What matters is what is still done, how soon the rest is told no, and how soon all is as before.
/// </summary>
internal sealed class OverloadBenchmark : IBenchmark
{
    private const int SleepMs = 50;
    private const int Slots = 10;
    private const int Capacity = Slots * 1_000 / SleepMs;
    private const double Critical = Capacity / 2.0;
    private const int TimeoutMs = 1_000;

    public string Name => "overload";

    public string Help => "ten times the capacity of a sleeping model server for two minutes, critical at half of it (--seconds 120 --times 10)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var seconds = options.Get("seconds", 120);
        var times = options.Get("times", 10);
        var calm = Math.Clamp(seconds / 4, 5, 30);
        await using var load = await ModelLoad.StartAsync(SleepMs, Slots, new { max_requests = 1_000 });
        var peak = await load.RunClosedAsync(Slots, calm);
        var unloaded = await load.RunAsync("critical", TimeoutMs, "a", Critical, calm, 1);
        var before = load.ResidentMiB();

        var others = ((Capacity * times) - Critical) / 2;
        var streams = new[]
        {
            load.RunAsync("critical", TimeoutMs, "a", Critical, seconds, 2),
            load.RunAsync("standard", TimeoutMs, "a", others, seconds, 3),
            load.RunAsync("batch", 2 * TimeoutMs, "a", others, seconds, 4),
        };
        var most = before;
        var all = Task.WhenAll(streams);
        while (!all.IsCompleted)
        {
            most = Math.Max(most, load.ResidentMiB());
            await Task.WhenAny(all, Task.Delay(500));
        }

        var outcomes = await all;
        var normal = await UntilNormalAsync(load, unloaded.P99);
        var goodput = outcomes.Sum(outcome => outcome.Rate);
        var name = $"{times} times the capacity, {seconds} s";
        return
        [
            new BenchRow("closed loop", "peak", "1/s", peak.Rate),
            new BenchRow("critical alone, half of the capacity", "critical_p99", "ms", unloaded.P99),
            Bound(name, "goodput", "1/s", goodput, "bound: 90 % of the peak", peak.Rate * 0.9, goodput >= peak.Rate * 0.9),
            Bound(name, "critical_p99", "ms", outcomes[0].P99, "bound: 1.5 x unloaded", unloaded.P99 * 1.5, outcomes[0].P99 <= unloaded.P99 * 1.5),
            .. outcomes.Zip(["critical", "standard", "batch"], (outcome, stream) => Rows($"{name}: {stream}", outcome)).SelectMany(rows => rows),
            Bound(name, "refusal_p99", "ms", outcomes.Max(Refusal), "bound", 50, outcomes.Max(Refusal) <= 50),
            Bound(name, "resident memory of the silo, most", "MiB", most, "before", before, most <= before + 200),
            Bound(name, "back to normal after", "s", normal, "bound", 30, normal <= 30),
        ];
    }

    private static double Refusal(LoadOutcome outcome) => outcome.Refusals == 0 ? 0 : outcome.RefusalP99;

    private static IEnumerable<BenchRow> Rows(string name, LoadOutcome outcome) =>
    [
        new BenchRow(name, "completed", "1/s", outcome.Rate),
        new BenchRow(name, "refused", "1/s", outcome.Refusals / outcome.Seconds),
        new BenchRow(name, "expired", "1/s", outcome.Expired / outcome.Seconds),
        new BenchRow(name, "longest answer of any kind", "ms", outcome.Longest),
    ];

    /// <summary>Critical alone in windows of three seconds until one is as it was before.</summary>
    private static async Task<double> UntilNormalAsync(ModelLoad load, double unloadedP99)
    {
        const double Window = 3;
        for (var at = 1; at <= 20; at++)
        {
            var window = await load.RunAsync("critical", TimeoutMs, "a", Critical, Window, 10 + at, warmUp: 0);
            if (window.P99 <= unloadedP99 * 1.2 && window.Failures == 0)
            {
                return at * Window;
            }
        }

        return double.PositiveInfinity;
    }

    private static BenchRow Bound(string name, string metric, string unit, double ours, string reference, double bound, bool holds) =>
        new(name, metric, unit, ours, ImmutableSortedDictionary<string, double>.Empty.Add(reference, bound), holds);
}
