using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.Reporting;
using Krewe.Migrations;

namespace Krewe.Bench.Migration;

/// <summary>
/// A model that serves at half of its capacity while its replicas move between silo processes: what requests notice of it. Windows with moves and windows without
/// take turns at the same load (without, with, with, without), so that what else goes on on the machine falls on both alike.
/// </summary>
internal sealed class MigrationBenchmark : IBenchmark
{
    private const string Model = "moving";
    private const int Replicas = 4, Concurrency = 4, SleepMs = 50;

    /// <summary>Moves begin until so many seconds before the end of a window, so that they end in it.</summary>
    private const double Tail = 2;

    public string Name => "migration";

    public string Help => "live migrations between silo processes under load: failures, added latency (--migrations 1000 --at-once 2 --window 20 --server process|url)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var (migrations, atOnce, window) = (options.Get("migrations", 1_000), options.Get("at-once", 2), options.Get("window", 20));
        var process = options.Get("server", "process") == "process";
        await using var cluster = await MovingCluster.StartAsync(["a", "b", "c"], cpu: 4, gpus: 0);
        await cluster.ServeAsync(Model, Replicas, Concurrency, SleepMs, process);
        var rate = Replicas * Concurrency * 1_000.0 / SleepMs / 2;
        await cluster.LoadAsync(Model, rate, 10, seed: 0); // what runs for the first time is slow, and is compared with nothing

        var mover = new Mover(cluster.Admin, atOnce, new Random(7));
        var (still, moving, moves) = (new List<LoadOutcome>(), new List<LoadOutcome>(), new List<MoverOutcome>());
        var watch = Stopwatch.StartNew();
        while (moves.Sum(one => one.Ended.Count) is var ended && ended < migrations)
        {
            var movesFirst = moving.Count % 2 == 1;
            for (var half = 0; half < 2; half++)
            {
                var seed = 1 + still.Count + moving.Count;
                if ((half == 0) != movesFirst)
                {
                    still.Add(await cluster.LoadAsync(Model, rate, window / 2.0, seed));
                    continue;
                }

                var begun = new TaskCompletionSource();
                var load = cluster.LoadAsync(Model, rate, window, seed, begun);
                await begun.Task;
                moves.Add(await mover.RunAsync(TimeSpan.FromSeconds(window - Tail), migrations - ended));
                moving.Add(await load);
            }
        }

        return Rows(new Setting(migrations, rate, process, window), watch.Elapsed.TotalSeconds, still, moving, moves);
    }

    private static BenchRow[] Rows(Setting setting, double seconds, List<LoadOutcome> still, List<LoadOutcome> moving, List<MoverOutcome> moves)
    {
        var ended = moves.SelectMany(one => one.Ended).ToList();
        var took = ended.Where(one => one.Status == MigrationStatus.Done).Select(one => (one.EndedAt!.Value - one.BegunAt).TotalSeconds).Order().ToList();
        var failed = moving.Sum(outcome => outcome.Failures);
        var p99 = (Still: LoadOutcome.P99Of(still), Moving: LoadOutcome.P99Of(moving));
        var p50 = (Still: Median(still.Select(outcome => outcome.P50)), Moving: Median(moving.Select(outcome => outcome.P50)));
        var pairs = moving.Zip(still, (with, without) => with.P99 - without.P99).Order().ToList();
        var name = $"{setting.Migrations} migrations, {setting.Rate:0} requests/s, half of the capacity; servers are {(setting.Process ? "processes" : "by address")}";
        return
        [
            new BenchRow(name, "migrations done", "1", took.Count, Bound(setting.Migrations), took.Count == setting.Migrations),
            new BenchRow(name, "taken back", "1", ended.Count(one => one.Status == MigrationStatus.RolledBack)),
            new BenchRow(name, "windows whose moves outlasted their load", "1", moves.Count(one => one.Seconds > setting.Window)),
            new BenchRow(name, "requests meanwhile", "1", moving.Sum(outcome => outcome.Answers + outcome.Failures)),
            new BenchRow(name, "failed_requests", "1", failed, Bound(0).Add("without moves", still.Sum(outcome => outcome.Failures)), failed == 0),
            new BenchRow(name, "p50", "ms", p50.Moving, Reference("without moves", p50.Still)),
            new BenchRow(name, "p99", "ms", p99.Moving, Reference("without moves", p99.Still)),
            new BenchRow(name, "longest", "ms", moving.Max(outcome => outcome.Longest), Reference("without moves", still.Max(outcome => outcome.Longest))),
            new BenchRow(name, "added_p50", "ms", p50.Moving - p50.Still),
            new BenchRow(name, "added_p99", "ms", p99.Moving - p99.Still, Bound(20), p99.Moving - p99.Still <= 20),
            new BenchRow(name, "added p99 of a window, median", "ms", Median(pairs), Reference("least", pairs[0]).Add("most", pairs[^1])),
            new BenchRow(name, "a migration, median", "s", took.Count == 0 ? double.NaN : took[took.Count / 2]),
            new BenchRow(name, "a migration, longest", "s", took.Count == 0 ? double.NaN : took[^1]),
            new BenchRow(name, "migrations a minute, while they are made", "1", took.Count / moves.Sum(one => one.Seconds) * 60),
            new BenchRow(name, "all of it", "min", seconds / 60),
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => Reference("bound", value);

    private static ImmutableSortedDictionary<string, double> Reference(string name, double value) => ImmutableSortedDictionary<string, double>.Empty.Add(name, value);

    private sealed record Setting(int Migrations, double Rate, bool Process, double Window);
}
