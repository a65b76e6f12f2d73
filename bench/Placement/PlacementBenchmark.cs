using System.Collections.Immutable;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Bench.Placement;

/// <summary>How much of a fleet is allocated when more is asked for than there is, beside FGD and simpler policies.</summary>
internal sealed class PlacementBenchmark : IBenchmark
{
    private const double DefaultMoveCost = 0;

    public string Name => "placement";

    public string Help => "GPU packing on the openb trace: --data FOLDER --workloads default,... --seeds 42..46 [--migrate 0.10 | --curve 0,0.01,0.1 --plot FILE.svg | --growth 100,1000]; or --snapshot FILE [--out FILE]: replays decisions";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        if (options.Get("snapshot", "") is { Length: > 0 } snapshot)
        {
            return Task.FromResult(SnapshotReplay.Run(snapshot, options.Get("out", "")));
        }

        var folder = options.Get("data", "");
        if (folder.Length == 0)
        {
            throw new ArgumentException("Say where the trace is: --data FOLDER (docs/placement.md tells where to get it), or what to replay: --snapshot FILE.");
        }

        var workloads = options.Get("workloads", "default").Split(',');
        var seeds = Seeds(options.Get("seeds", "42..46"));
        var rows = new List<BenchRow>();
        foreach (var workload in workloads)
        {
            if (options.Get("growth", "") is { Length: > 0 })
            {
                rows.AddRange(FleetGrowth.Rows(new OpenbTrace(folder, workload), options.GetAll("growth"), options.Get("decisions", 2_000)));
                continue;
            }

            if (options.Get("curve", "") is { Length: > 0 } curve)
            {
                var budgets = curve.Split(',').Select(budget => double.Parse(budget, CultureInfo.InvariantCulture)).ToImmutableArray();
                rows.AddRange(MigrationCurve.Rows(new OpenbTrace(folder, workload), seeds, budgets, Number(options, "move-cost", DefaultMoveCost), options.Get("plot", "")));
                continue;
            }

            Measure(new OpenbTrace(folder, workload), seeds, options, rows);
        }

        return Task.FromResult<IReadOnlyList<BenchRow>>(rows);
    }

    private static void Measure(OpenbTrace trace, ImmutableArray<int> seeds, BenchOptions options, List<BenchRow> rows)
    {
        var wanted = options.Get("policies", "Random,BestFit,FGD,Krewe").Split(',');
        var runs = wanted.ToDictionary(policy => policy, _ => new List<PackingRun>(), StringComparer.Ordinal);
        foreach (var seed in seeds)
        {
            var (arrivals, _) = trace.Arrivals(seed);
            foreach (var policy in wanted)
            {
                var chosen = Policy(policy, trace, seed, options);
                var run = PackingRun.Of(arrivals, trace.Capacity, chosen);
                runs[policy].Add(run);
                var order = chosen is KrewePolicy { Options: var tuned } ? $", {tuned.Order} of {tuned.Selectivity}" : "";
                var moves = chosen is KrewePolicy { Moves: > 0 } ours ? $", {ours.Moves} of {ours.Placed} moved" : "";
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{trace.Workload} seed {seed} {policy}: {run.Allocation:0.00} %, {run.Seconds.Count / run.Seconds.Sum():0}/s{moves}{order}"));
            }
        }

        rows.AddRange(PlacementRows.Of(trace, seeds, runs));
    }

    private static IPackingPolicy Policy(string name, OpenbTrace trace, int seed, BenchOptions options) => name switch
    {
        "Random" => new RandomPolicy(trace, seed),
        "BestFit" => new BestFitPolicy(trace),
        "FGD" => new FgdPolicy(trace),
        "Krewe" => new KrewePolicy(trace, new PackingOptions(), Number(options, "migrate", 0), Number(options, "move-cost", DefaultMoveCost)),
        _ => throw new ArgumentException($"There is no policy '{name}'; there are Random, BestFit, FGD, Krewe."),
    };

    private static double Number(BenchOptions options, string name, double fallback) =>
        options.Get(name, "") is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private static ImmutableArray<int> Seeds(string text)
    {
        var ends = text.Split("..");
        var first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        var last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(first, last - first + 1)];
    }
}
