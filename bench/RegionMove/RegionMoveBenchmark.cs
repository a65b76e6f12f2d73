using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.RegionLoss;
using Krewe.Bench.Reporting;
using Krewe.Fleet.Regions;

namespace Krewe.Bench.RegionMove;

/// <summary>
/// A region that lives is emptied under load and has its models back: how long each takes, and what the callers of both regions' fronts see of it. What is
/// added to latencies is taken between the seconds with a move and those just before it, in the same run.
/// </summary>
internal sealed class RegionMoveBenchmark : IBenchmark
{
    private const int Replicas = 2, SleepMs = 20;
    private const string Case = "2 regions of 2 silos, 2 models of 2 replicas";
    private static readonly ImmutableArray<(string Model, string Rank)> Models = [("gold", "critical"), ("silver", "standard")];

    public string Name => "region-move";

    public string Help => "a region emptied under load and back: time, failed requests, added latency (--rate 20 --quiet 15)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var (rate, quiet) = (options.Get("rate", 20), TimeSpan.FromSeconds(options.Get("quiet", 15)));
        await using var cluster = await TwoRegions.StartAsync();
        foreach (var (model, rank) in Models)
        {
            await cluster.ServeAsync(model, rank, Replicas, SleepMs);
        }

        var loads = Models.Select(one => new ClassLoad(one.Model, rate, () => cluster.HomeFront, () => cluster.OtherFront)).ToList();
        await Task.Delay(quiet);
        var before = Stopwatch.GetTimestamp() - (long)(quiet.TotalSeconds * Stopwatch.Frequency * 2 / 3); // what came first found everything cold
        var drainedAt = Stopwatch.GetTimestamp();
        var drained = await cluster.Admin.DrainRegionAsync("eu");
        await TwoRegions.WaitAsync(async () => (await RegionAsync(cluster)).State == RegionState.Drained, "the region is empty");
        var empty = Stopwatch.GetElapsedTime(drainedAt).TotalSeconds;
        await Task.Delay(quiet / 3);
        var undrainedAt = Stopwatch.GetTimestamp();
        await cluster.Admin.UndrainRegionAsync("eu");
        await TwoRegions.WaitAsync(async () => (await RegionAsync(cluster)).Spread.All(model => model.Phase == SpreadPhase.Home), "its models are back");
        var back = Stopwatch.GetElapsedTime(undrainedAt).TotalSeconds;
        var endedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(loads.Select(load => load.StopAsync()));

        var answers = loads.SelectMany(load => load.Answers).ToList();
        loads.ForEach(load => load.Dispose());
        var (calm, moving) = (Latencies(answers, before, drainedAt), Latencies(answers, drainedAt, endedAt));
        return
        [
            new BenchRow(Case, "models that leave", "1", drained.Models.Count(model => !model.To.IsEmpty)),
            new BenchRow(Case, "until the region is empty", "s", empty),
            new BenchRow(Case, "until its models are back", "s", back),
            new BenchRow(Case, "requests", "1", answers.Count),
            Bound("failed_requests", "1", answers.Count(answer => answer.Status != 200), 0),
            new BenchRow(Case, "latency before, p50", "ms", At(calm, 0.5)),
            new BenchRow(Case, "latency before, p99", "ms", At(calm, 0.99)),
            new BenchRow(Case, "latency while moving, p50", "ms", At(moving, 0.5)),
            new BenchRow(Case, "latency while moving, p99", "ms", At(moving, 0.99)),
            new BenchRow(Case, "latency while moving, longest", "ms", At(moving, 1)),
        ];
    }

    private static async Task<RegionView> RegionAsync(TwoRegions cluster) => (await cluster.Admin.GetRegionsAsync()).Single(region => region.Name == "eu");

    private static List<double> Latencies(List<ClassAnswer> answers, long from, long to) => [.. answers.Where(answer => answer.Began >= from && answer.Began < to).Select(answer => answer.Milliseconds).Order()];

    private static double At(List<double> sorted, double quantile) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(quantile * sorted.Count))];

    private static BenchRow Bound(string metric, string unit, double value, double bound) =>
        new(Case, metric, unit, value, ImmutableSortedDictionary<string, double>.Empty.Add("bound", bound), value <= bound);
}
