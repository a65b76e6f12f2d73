using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Migrations;

namespace Krewe.Bench.Migration;

/// <summary>A host with 8 simulated GPUs and 40 replicas of 5 models is drained while one of them is under load: how long it takes, and what requests notice.</summary>
internal sealed class DrainBenchmark : IBenchmark
{
    private const int Models = 5, Replicas = 8, Concurrency = 4, SleepMs = 50;

    public string Name => "drain";

    public string Help => "a host with 8 simulated GPUs and 40 replicas drained under load: time, failures (--server process|url)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var process = options.Get("server", "process") == "process";
        await using var cluster = await MovingCluster.StartAsync(["a", "b"], cpu: 32, gpus: 8);
        await cluster.Admin.DrainAsync("b"); // so that all of them are on a
        for (var model = 0; model < Models; model++)
        {
            await cluster.ServeAsync($"model{model}", Replicas, Concurrency, SleepMs, process, gpuThousandths: 200);
        }

        await cluster.Admin.UndrainAsync("b");
        var there = (await cluster.Admin.GetHostsAsync()).Single(host => host.Host == "a").Leases.Length;
        var rate = Replicas * Concurrency * 1_000.0 / SleepMs / 4;
        var still = await cluster.LoadAsync("model0", rate, 5, seed: 1);
        var watch = Stopwatch.StartNew();
        await cluster.Admin.DrainAsync("a");
        var emptied = MovingCluster.WaitAsync(async () => (await cluster.Admin.GetHostsAsync()).Single(host => host.Host == "a").Leases.IsEmpty, "a is empty", 300)
            .ContinueWith(_ => watch.Elapsed.TotalSeconds, TaskScheduler.Default);
        var (failed, answers, longest) = (0, 0, 0.0);
        do
        {
            var outcome = await cluster.LoadAsync("model0", rate, 5, seed: 2);
            (failed, answers, longest) = (failed + outcome.Failures, answers + outcome.Answers, Math.Max(longest, outcome.Longest));
        }
        while (!emptied.IsCompleted);

        var seconds = await emptied;
        var migrations = await cluster.Admin.GetMigrationsAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"{there} replicas on 8 simulated GPUs; servers are {(process ? "processes" : "by address")}");
        return
        [
            new BenchRow(name, "time until empty", "s", seconds),
            new BenchRow(name, "replicas a second", "1/s", there / seconds),
            new BenchRow(name, "migrations done", "1", migrations.Count(one => one.Status == MigrationStatus.Done), Bound(there), migrations.Count(one => one.Status == MigrationStatus.Done) == there),
            new BenchRow(name, "requests meanwhile", "1", answers + failed),
            new BenchRow(name, "failed_requests", "1", failed, Bound(0), failed == 0),
            new BenchRow(name, "longest", "ms", longest, ImmutableSortedDictionary<string, double>.Empty.Add("before", still.Longest)),
        ];
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => ImmutableSortedDictionary<string, double>.Empty.Add("bound", value);
}
