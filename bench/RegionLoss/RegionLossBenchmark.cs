using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Reporting;

namespace Krewe.Bench.RegionLoss;

/// <summary>
/// Three models of two replicas, one of each class, at home in a region whose silos are all killed under load. The other region has room for two of the
/// three. How soon it serves them, which requests are lost, and what comes back how when the region does.
/// </summary>
internal sealed class RegionLossBenchmark : IBenchmark
{
    private const int Replicas = 2, SleepMs = 50;
    private const string Case = "2 regions of 2 silos, 3 models of 2 replicas, room for 2 of them";
    private static readonly ImmutableArray<(string Model, string Rank)> Models = [("gold", "critical"), ("silver", "standard"), ("bronze", "batch")];

    public string Name => "region-loss";

    public string Help => "all silos of a region killed under load: takeover time, requests lost by class, the return, cost (--rate 10 --away 20)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var (rate, away) = (options.Get("rate", 10), options.Get("away", 20));
        await using var cluster = await TwoRegions.StartAsync();
        foreach (var (model, rank) in Models)
        {
            await cluster.ServeAsync(model, rank, Replicas, SleepMs);
        }

        var loads = Models.Select(one => new ClassLoad(one.Model, rate, () => cluster.HomeFront, () => cluster.OtherFront)).ToList();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var inFlight = loads.ToDictionary(load => load.Model, load => load.InFlightAtHome);
        var lostAt = Stopwatch.GetTimestamp();
        foreach (var load in loads)
        {
            load.LeaveHome();
        }

        await cluster.LoseHomeAsync();
        var taken = new Dictionary<string, double>();
        var cost = new ReplicaSeconds(cluster, [.. Models.Select(one => one.Model)]);
        while (Stopwatch.GetElapsedTime(lostAt).TotalSeconds < Math.Max(away, 30) && (taken.Count < 2 || Stopwatch.GetElapsedTime(lostAt).TotalSeconds < away))
        {
            await cost.LookAsync();
            foreach (var (model, _) in Models.Where(one => !taken.ContainsKey(one.Model) && cost.Ready[one.Model] == Replicas))
            {
                taken[model] = Stopwatch.GetElapsedTime(lostAt).TotalSeconds;
            }

            await Task.Delay(100);
        }

        var backAt = Stopwatch.GetTimestamp();
        await cluster.StartHomeAsync();
        var homeAgain = double.NaN;
        while (Stopwatch.GetElapsedTime(backAt).TotalSeconds < 150)
        {
            await cost.LookAsync();
            if (double.IsNaN(homeAgain) && await cluster.ReadyAsync(Models[0].Model, "eu") == Replicas)
            {
                homeAgain = Stopwatch.GetElapsedTime(backAt).TotalSeconds;
            }

            if (!double.IsNaN(homeAgain) && cost.Ready.Values.Sum() == 0)
            {
                break;
            }

            await Task.Delay(100);
        }

        var returned = Stopwatch.GetElapsedTime(backAt).TotalSeconds;
        await Task.WhenAll(loads.Select(load => load.StopAsync()));
        var rows = new List<BenchRow>();
        foreach (var (load, (model, rank)) in loads.Zip(Models))
        {
            var answers = load.Answers.Where(answer => answer.Began > lostAt - Stopwatch.Frequency).ToList();
            var (lost, broken) = (answers.Count(answer => answer.Status is not 200 and not 0 && answer.Began < backAt), answers.Count(answer => answer.Status == 0));
            rows.Add(model == "bronze"
                ? new BenchRow(Case, $"{rank}: takeover", "s", taken.GetValueOrDefault(model, double.PositiveInfinity))
                : Bound($"{rank}: takeover", "s", taken.GetValueOrDefault(model, double.PositiveInfinity), 30));
            rows.Add(Bound($"{rank}: broken with their front", "1", broken, inFlight[model] + 1));
            rows.Add(rank == "critical" ? Bound($"{rank}: refused or expired while the region was away", "1", lost, 0) : new BenchRow(Case, $"{rank}: refused or expired while the region was away", "1", lost));
            rows.Add(new BenchRow(Case, $"{rank}: of requests", "1", answers.Count(answer => answer.Began < backAt)));
            rows.Add(new BenchRow(Case, $"{rank}: longest wait of an answer", "ms", answers.Where(answer => answer.Status == 200).Select(answer => answer.Milliseconds).DefaultIfEmpty(double.NaN).Max()));
            rows.Add(rank == "batch"
                ? new BenchRow(Case, $"{rank}: failed once the region was back", "1", answers.Count(answer => answer.Status != 200 && answer.Began > backAt))
                : Bound($"{rank}: failed during the return", "1", answers.Count(answer => answer.Status != 200 && answer.Began > backAt), 0));
            load.Dispose();
        }

        rows.Add(new BenchRow(Case, "region back until its first model serves whole", "s", homeAgain));
        rows.Add(new BenchRow(Case, "region back until no replica is elsewhere", "s", returned));
        rows.Add(new BenchRow(Case, "cost: replica-seconds in the other region", "s", cost.Sum, ImmutableSortedDictionary<string, double>.Empty.Add("standby of as many, a day", 4 * 86_400)));
        return rows;
    }

    private static BenchRow Bound(string metric, string unit, double value, double bound) =>
        new(Case, metric, unit, value, ImmutableSortedDictionary<string, double>.Empty.Add("bound", bound), value <= bound);
}
