using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.Reporting;
using Krewe.Errors;
using Krewe.Migrations;
using Krewe.Replicas;

namespace Krewe.Bench.Migration;

/// <summary>
/// A model that serves at half of its capacity, while its replicas move between silo processes, one after the other: what requests notice of it. The same load
/// without moves, before and after, is what it is compared with.
/// </summary>
internal sealed class MigrationBenchmark : IBenchmark
{
    private const string Model = "moving";
    private const int Replicas = 4, Concurrency = 4, SleepMs = 50;

    public string Name => "migration";

    public string Help => "live migrations between silo processes under load: failures, added latency (--migrations 1000 --at-once 2 --window 15 --server process|url)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var (migrations, atOnce, window) = (options.Get("migrations", 1_000), options.Get("at-once", 2), options.Get("window", 15));
        var process = options.Get("server", "process") == "process";
        await using var cluster = await MovingCluster.StartAsync(["a", "b", "c"], cpu: 4, gpus: 0);
        await cluster.ServeAsync(Model, Replicas, Concurrency, SleepMs, process);
        var rate = Replicas * Concurrency * 1_000.0 / SleepMs / 2;

        var still = new List<LoadOutcome> { await cluster.LoadAsync(Model, rate, window, seed: 1) };
        var watch = Stopwatch.StartNew();
        var mover = MoveAsync(cluster, migrations, atOnce);
        var moving = new List<LoadOutcome>();
        while (!mover.IsCompleted)
        {
            moving.Add(await cluster.LoadAsync(Model, rate, window, seed: moving.Count + 2));
        }

        var ended = await mover;
        var seconds = watch.Elapsed.TotalSeconds;
        still.Add(await cluster.LoadAsync(Model, rate, window, seed: 0));

        var failed = moving.Sum(outcome => outcome.Failures);
        var took = ended.Where(one => one.Status == MigrationStatus.Done).Select(one => (one.EndedAt!.Value - one.BegunAt).TotalSeconds).Order().ToList();
        var name = $"{migrations} migrations, {rate:0} requests/s, half of the capacity; servers are {(process ? "processes" : "by address")}";
        var p99 = (Still: LoadOutcome.P99Of(still), Moving: LoadOutcome.P99Of(moving));
        var p50 = (Still: Median(still.Select(outcome => outcome.P50)), Moving: Median(moving.Select(outcome => outcome.P50)));
        return
        [
            new BenchRow(name, "migrations done", "1", took.Count, Bound(migrations), took.Count == migrations),
            new BenchRow(name, "taken back", "1", ended.Count(one => one.Status == MigrationStatus.RolledBack)),
            new BenchRow(name, "requests meanwhile", "1", moving.Sum(outcome => outcome.Answers + outcome.Failures)),
            new BenchRow(name, "failed_requests", "1", failed, Bound(0), failed == 0),
            new BenchRow(name, "p50", "ms", p50.Moving, Reference("without moves", p50.Still)),
            new BenchRow(name, "p99", "ms", p99.Moving, Reference("without moves", p99.Still)),
            new BenchRow(name, "longest", "ms", moving.Max(outcome => outcome.Longest), Reference("without moves", still.Max(outcome => outcome.Longest))),
            new BenchRow(name, "added_p50", "ms", p50.Moving - p50.Still),
            new BenchRow(name, "added_p99", "ms", p99.Moving - p99.Still, Bound(20), p99.Moving - p99.Still <= 20),
            new BenchRow(name, "a migration, median", "s", took.Count == 0 ? double.NaN : took[took.Count / 2]),
            new BenchRow(name, "a migration, longest", "s", took.Count == 0 ? double.NaN : took[^1]),
            new BenchRow(name, "migrations a minute", "1", took.Count / seconds * 60),
        ];
    }

    /// <summary>Moves replicas to wherever there is room, some at once, until as many have ended.</summary>
    private static async Task<List<Krewe.Migrations.Migration>> MoveAsync(MovingCluster cluster, int migrations, int atOnce)
    {
        var ended = new Dictionary<string, Krewe.Migrations.Migration>(StringComparer.Ordinal);
        var begun = new HashSet<string>(StringComparer.Ordinal);
        var random = new Random(7);
        while (ended.Count < migrations)
        {
            var all = await cluster.Admin.GetMigrationsAsync();
            foreach (var one in all.Where(one => one.Ended && begun.Contains(one.Id)))
            {
                ended[one.Id] = one;
            }

            var busy = all.Where(one => !one.Ended).SelectMany(one => one.Steps).Select(step => step.Replica).ToHashSet();
            var free = (await cluster.Admin.GetReplicasAsync()).Where(replica => replica.Phase == ReplicaPhase.Ready && !busy.Contains(replica.Id)).Select(replica => replica.Id).ToList();
            for (var open = begun.Count - ended.Count; open < atOnce && free.Count > 0 && begun.Count < migrations; open++)
            {
                var replica = free[random.Next(free.Count)];
                free.Remove(replica);
                try
                {
                    begun.Add((await cluster.Admin.MigrateAsync(replica)).Id);
                }
                catch (KreweException refused) when (refused.Problem.Code is ErrorCodes.MigrationRefused or ErrorCodes.NotFound)
                {
                    // It has just gone, or is not ready any more: another one.
                }
            }

            await Task.Delay(50);
        }

        return [.. ended.Values];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => Reference("bound", value);

    private static ImmutableSortedDictionary<string, double> Reference(string name, double value) => ImmutableSortedDictionary<string, double>.Empty.Add(name, value);
}
