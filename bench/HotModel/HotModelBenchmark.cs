using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Bench.HotModel;

/// <summary>One model whose queue is split over 1, 2, 4, 8 grains on three silos: requests a second through the queue, and the order between its shards.</summary>
internal sealed class HotModelBenchmark : IBenchmark
{
    /// <summary>What docs/hot-models.md promises, without what messages take.</summary>
    private const double OrderBoundMs = 35;

    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(5);

    public string Name => "hot-model";

    public string Help => $"one model's queue over 1, 2, 4, 8 shards on three silos in this process: rate and order ({HotModelSettings.Help})";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var settings = HotModelSettings.Read(options);
        await using var cluster = await HotModelCluster.StartAsync();
        var rates = settings.Shards.ToDictionary(shards => shards, _ => new List<(double Rate, double Cpu)>());
        for (var round = -1; round < settings.Rounds; round++)
        {
            foreach (var shards in settings.Shards)
            {
                Console.Error.WriteLine($"round {round + 1}, {shards} shards");
                await cluster.ConfigureAsync(shards, slots: settings.Clients);
                var measured = await RateAsync(cluster, settings, shards);
                if (round >= 0)
                {
                    rates[shards].Add(measured); // the first one is for nothing: it compiles
                }
            }
        }

        var rows = new List<BenchRow>();
        var first = Median(rates[settings.Shards[0]].Select(one => one.Rate));
        foreach (var shards in settings.Shards)
        {
            var name = Invariant($"{shards} shards on {HotModelSettings.Silos} silos");
            var rate = Median(rates[shards].Select(one => one.Rate));
            rows.Add(new BenchRow(name, "requests_per_s", "1/s", rate));
            rows.Add(new BenchRow(name, "over the first", "1", rate / first));
            rows.Add(new BenchRow(name, "CPU of all silos and callers", "us/request", Median(rates[shards].Select(one => one.Cpu))));
        }

        foreach (var shards in settings.Shards)
        {
            Console.Error.WriteLine($"order, {shards} shards");
            rows.AddRange(await OrderAsync(cluster, settings, shards));
        }

        return rows;
    }

    /// <summary>Callers on all silos, each one request after the other: ticket, grant, report.</summary>
    private static async Task<(double Rate, double Cpu)> RateAsync(HotModelCluster cluster, HotModelSettings settings, int shards)
    {
        using var stop = new CancellationTokenSource();
        var counts = new long[settings.Clients];
        var callers = Enumerable.Range(0, settings.Clients).Select(caller => Task.Run(() => CallAsync(caller))).ToList();
        await Task.Delay(300); // all of them run
        var (before, cpu, watch) = (counts.Sum(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(settings.Seconds));
        var (done, seconds, used) = (counts.Sum() - before, watch.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime - cpu);
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        return (done / seconds, used.TotalMicroseconds / done);

        async Task CallAsync(int caller)
        {
            var queues = Enumerable.Range(0, shards).Select(shard => cluster.Shard(caller, shard)).ToArray();
            for (var number = caller; !stop.IsCancellationRequested; number++)
            {
                var queue = queues[number % shards];
                var decision = await queue.SubmitAsync(HotModelCluster.NewTicket(Invariant($"{caller}-{number}"), ServiceClass.Standard), CancellationToken.None);
                if (decision.Grant is { } grant)
                {
                    _ = queue.CompleteAsync(HotModelCluster.Done(grant, TimeSpan.FromMilliseconds(1)));
                    counts[caller]++;
                }
            }
        }
    }

    /// <summary>More batch work than there are slots, in a closed loop, and critical requests at random times: what of the first begins while one of the second waits.</summary>
    private static async Task<List<BenchRow>> OrderAsync(HotModelCluster cluster, HotModelSettings settings, int shards)
    {
        const int Slots = 4, BatchCallers = 64;
        await cluster.ConfigureAsync(shards, Slots);
        var random = new Random(settings.Seed);
        var seen = new Inversions();
        var clock = Stopwatch.StartNew();
        var end = TimeSpan.FromSeconds(settings.OrderSeconds);
        var callers = Enumerable.Range(0, BatchCallers).Select(caller => Task.Run(async () =>
        {
            for (var number = caller; clock.Elapsed < end; number++)
            {
                await ExecuteAsync(caller, number % shards, Invariant($"b{caller}-{number}"), ServiceClass.Batch);
            }
        })).ToList();
        for (var number = 0; clock.Elapsed < end; number++)
        {
            // A burst now and then: some of them must wait in their shard while batch work waits in all.
            for (var one = 0; one < 8; one++)
            {
                var (id, shard) = (Invariant($"c{number}-{one}"), random.Next(shards));
                callers.Add(Task.Run(() => ExecuteAsync(0, shard, id, ServiceClass.Critical)));
            }

            await Task.Delay(random.Next(10, 60));
        }

        await Task.WhenAll(callers);
        var inversions = seen.Milliseconds();
        var name = Invariant($"order, {shards} shards");
        var late = inversions.Where(one => one > 0).ToArray();
        return
        [
            new BenchRow(name, "batch begun while critical waits", "%", 100.0 * late.Length / Math.Max(1, seen.Count(ServiceClass.Batch))),
            new BenchRow(name, "inversion p99", "ms", Quantile(inversions, 0.99)),
            new BenchRow(
                name, "inversion, longest", "ms", inversions.LastOrDefault(), ImmutableSortedDictionary<string, double>.Empty.Add("at most", OrderBoundMs), inversions.LastOrDefault() <= OrderBoundMs),
        ];

        async Task ExecuteAsync(int caller, int shard, string id, ServiceClass rank)
        {
            var queue = cluster.Shard(caller, shard);
            var sent = clock.Elapsed;
            var decision = await queue.SubmitAsync(HotModelCluster.NewTicket(id, rank), CancellationToken.None);
            if (decision.Grant is { } grant)
            {
                // By the queue's own measure: when the grant is heard depends on how busy this process is.
                seen.Granted(rank, sent, sent + grant.QueueTime);
                await Task.Delay(Work);
                await queue.CompleteAsync(HotModelCluster.Done(grant, Work));
            }
        }
    }

    private static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    private static double Quantile(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
