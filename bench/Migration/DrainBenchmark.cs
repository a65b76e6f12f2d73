using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Migrations;
using Krewe.Weights;

namespace Krewe.Bench.Migration;

/// <summary>A host with 8 simulated GPUs and 40 replicas of 5 models is drained while one of them is under load: how long it takes, and what requests notice.</summary>
internal sealed class DrainBenchmark : IBenchmark
{
    private const int Models = 5, Replicas = 8, Concurrency = 4, SleepMs = 50;

    public string Name => "drain";

    public string Help => "a host with 8 simulated GPUs and 40 replicas drained under load: time, bandwidth, failures (--weights 64 MiB a model --bandwidth 100 MiB/s --server process|url)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var process = options.Get("server", "process") == "process";
        var (weights, bandwidth) = (process ? options.Get("weights", 64) : 0, options.Get("bandwidth", 100));

        // Plans of the pool's own would move some before: what is measured is the drain.
        await using var cluster = await MovingCluster.StartAsync(["a", "b"], cpu: 32, gpus: 8, "--rebalance", "false", "--weights-bandwidth", string.Create(CultureInfo.InvariantCulture, $"{bandwidth}MiB"));
        await cluster.Admin.DrainAsync("b"); // so that all of them are on a
        for (var model = 0; model < Models; model++)
        {
            await cluster.ServeAsync($"model{model}", Replicas, Concurrency, SleepMs, process, gpuThousandths: 200, weights);
        }

        await cluster.Admin.UndrainAsync("b");
        var there = (await cluster.Admin.GetHostsAsync()).Single(host => host.Host == "a").Leases.Length;
        var rate = Replicas * Concurrency * 1_000.0 / SleepMs / 4;
        var still = await cluster.LoadAsync("model0", rate, 5, seed: 1);
        var watch = Stopwatch.StartNew();
        await cluster.Admin.DrainAsync("a");
        var emptied = MovingCluster.WaitAsync(
                async () => (await cluster.Admin.GetHostsAsync()).Single(host => host.Host == "a").Leases.IsEmpty && (await cluster.Admin.GetMigrationsAsync()).All(one => one.Ended), "a is empty", 300)
            .ContinueWith(_ => watch.Elapsed.TotalSeconds, TaskScheduler.Default);
        var fetched = FetchAsync(cluster, watch, weights == 0 ? 0 : Models);
        var (failed, answers, longest) = (0, 0, 0.0);
        do
        {
            var outcome = await cluster.LoadAsync("model0", rate, 5, seed: 2);
            (failed, answers, longest) = (failed + outcome.Failures, answers + outcome.Answers, Math.Max(longest, outcome.Longest));
        }
        while (!emptied.IsCompleted);

        var (seconds, (bytes, fetching)) = (await emptied, await fetched);
        var migrations = await cluster.Admin.GetMigrationsAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"{there} replicas on 8 simulated GPUs; servers are {(process ? "processes" : "by address")}");
        return
        [
            new BenchRow(name, "time until empty", "s", seconds),
            new BenchRow(name, "replicas a second", "1/s", there / seconds),
            new BenchRow(name, "weights fetched", "MiB", bytes / 1048576.0),
            new BenchRow(name, "bandwidth until the last were there", "MiB/s", bytes / 1048576.0 / fetching, ImmutableSortedDictionary<string, double>.Empty.Add("limit", bandwidth)),
            new BenchRow(name, "migrations done", "1", migrations.Count(one => one.Status == MigrationStatus.Done), Bound(there), migrations.Count(one => one.Status == MigrationStatus.Done) == there),
            new BenchRow(name, "requests meanwhile", "1", answers + failed),
            new BenchRow(name, "failed_requests", "1", failed, Bound(0), failed == 0),
            new BenchRow(name, "longest", "ms", longest, ImmutableSortedDictionary<string, double>.Empty.Add("before", still.Longest)),
        ];
    }

    /// <summary>Waits until the other host has the files of so many models. How much that is, and seconds from the first byte on.</summary>
    private static async Task<(long Bytes, double Seconds)> FetchAsync(MovingCluster cluster, Stopwatch watch, int files)
    {
        var (began, bytes) = (double.NaN, 0L);
        await MovingCluster.WaitAsync(
            async () =>
            {
                var there = (await cluster.Admin.GetWeightsAsync()).Where(file => file.Host == "b").ToList();
                began = double.IsNaN(began) && there.Count > 0 ? watch.Elapsed.TotalSeconds : began;
                bytes = there.Sum(file => file.HaveBytes);
                return there.Count(file => file.State == WeightsState.Held) >= files;
            },
            "b has the files",
            300);
        return (bytes, watch.Elapsed.TotalSeconds - began);
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => ImmutableSortedDictionary<string, double>.Empty.Add("bound", value);
}
