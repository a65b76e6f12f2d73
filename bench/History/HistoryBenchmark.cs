extern alias silo;

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.History;
using Krewe.Naming;
using silo::Krewe.Silo.Front;
using silo::Krewe.Silo.History.Live;
using silo::Krewe.Silo.History.Merging;
using silo::Krewe.Silo.History.Recording;

namespace Krewe.Bench.History;

/// <summary>
/// What the ring of the last 15 minutes costs a silo: closing a second with so many models, counting a request, and a reader who looks.
/// A round is repeated as fast as it goes and the processor time of the whole process is divided by the rounds, so that what
/// other threads do for it is in.
/// </summary>
internal sealed class HistoryBenchmark : IBenchmark
{
    private const double MostShare = 0.01;

    public string Name => "history";

    public string Help => "the last 15 minutes, kept by a silo: CPU of each second, of counting a request, of a reader; memory (--models 100 --rounds 300 --rate 1000)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var rate = options.Get("rate", 1_000);
        var rows = new List<BenchRow>();
        foreach (var models in new[] { 1, options.Get("models", 100) })
        {
            await using var silo = await HistorySilo.StartAsync(models);
            rows.AddRange(await MeasureAsync(silo, models, options.Get("rounds", 300), rate));
        }

        return rows;
    }

    private static async Task<IEnumerable<BenchRow>> MeasureAsync(HistorySilo silo, int models, int rounds, int rate)
    {
        var idle = await SpendAsync(() => Task.Delay(TimeSpan.FromSeconds(3)));
        var request = Count(silo.Store, silo.Models, 20_000_000);
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var filled = new HistoryStore("bench", "bench");
        Count(filled, silo.Models, silo.Models.Length);
        filled.Close(HistorySilo.Now, new SiloObservation());
        memory = GC.GetTotalMemory(forceFullCollection: true) - memory;
        GC.KeepAlive(filled);
        var round = await EachAsync(silo.Sampler.RoundAsync, rounds, idle.Cores);
        var look = await EachAsync(() => LookAsync(silo), rounds, idle.Cores);
        var share = (round.TotalSeconds + (request.TotalSeconds * rate)) / 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{models} model{(models == 1 ? "" : "s")}");
        return
        [
            new BenchRow(name, "closing a second", "µs CPU", round.TotalMicroseconds),
            new BenchRow(name, "counting a request", "ns CPU", request.TotalNanoseconds),
            new BenchRow(name, string.Create(CultureInfo.InvariantCulture, $"kept anyway, at {rate} requests/s"), "% of a core", share * 100, Bound(MostShare * 100), share <= MostShare),
            new BenchRow(name, "a second for those who look", "µs CPU", look.TotalMicroseconds),
            new BenchRow(name, "while somebody looks, beside that", "% of a core", look.TotalSeconds * 100),
            new BenchRow(name, "memory", "MiB", memory / 1048576d),
        ];
    }

    /// <summary>What the live stream does each second: ask the silos, merge, write.</summary>
    private static async Task LookAsync(HistorySilo silo)
    {
        var answers = await silo.Reader.AskAsync(new HistoryQuery { Since = HistorySilo.Now - 2 }, CancellationToken.None);
        var last = HistoryMerger.LastWhole(answers.Pages);
        var merged = HistoryMerger.Merge(answers.Pages, last, last, answers.Problems);
        _ = LiveEvent.Of("live", LiveMerger.At("bench", merged, answers.Pages, last, cluster: null), last);
    }

    private static TimeSpan Count(HistoryStore store, ImmutableArray<ModelKey> models, int requests)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < requests; i++)
        {
            var key = models[i % models.Length];
            store.RequestFinished(new RequestRecord
            {
                Model = key.Model, Tenant = key.Tenant, Region = key.Region, Outcome = RequestOutcome.Completed, Total = TimeSpan.FromMicroseconds(500 + (i % 5_000)),
            });
        }

        return (Environment.CpuUsage.TotalTime - before) / requests;
    }

    private static async Task<TimeSpan> EachAsync(Func<Task> work, int rounds, double idleCores)
    {
        for (var i = 0; i < rounds / 4; i++)
        {
            await work();
        }

        var spent = await SpendAsync(async () =>
        {
            for (var i = 0; i < rounds; i++)
            {
                await work();
            }
        });
        var net = spent.Cpu - (spent.Elapsed * idleCores);
        return (net < TimeSpan.Zero ? TimeSpan.Zero : net) / rounds;
    }

    private static async Task<(TimeSpan Cpu, TimeSpan Elapsed, double Cores)> SpendAsync(Func<Task> work)
    {
        var (cpu, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await work();
        var spent = Environment.CpuUsage.TotalTime - cpu;
        return (spent, watch.Elapsed, spent / watch.Elapsed);
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => ImmutableSortedDictionary<string, double>.Empty.Add("bound", value);
}
