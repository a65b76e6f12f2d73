using System.Collections.Immutable;
using System.Globalization;
using Krewe.Bench.Load;
using Krewe.Bench.Reporting;
using Krewe.Testing.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Krewe.Bench.Activations;

/// <summary>How fast grains come to life: from the call of a grain that nobody called before to its answer.</summary>
internal sealed class ActivationsBenchmark : IBenchmark
{
    private const double LeastInMemory = 27_000, LeastWithRows = 5_000, MostMsWithRows = 20;

    public string Name => "activations";

    public string Help => "first calls of new grains, in memory and with directory rows in PostgreSQL "
        + "(--count 60000 --rounds 5 --burst 256 --callers 256 --silos 3 --rate 5000 --seconds 5 --postgres 1)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var rows = await InMemoryAsync(options);
        return options.Get("postgres", 1) == 0 ? rows : [.. rows, .. await WithRowsAsync(options)];
    }

    private static async Task<List<BenchRow>> InMemoryAsync(BenchOptions options)
    {
        var (count, burst) = (options.Get("count", 60_000), options.Get("burst", 256));
        List<LoadMeasure> ours = [], plain = [];
        for (var round = 0; round <= options.Get("rounds", 5); round++)
        {
            // Both sides in turn, the first round for nothing: it compiles.
            GC.Collect();
            await using var silo = await TestSilo.StartAsync();
            var grains = silo.Grains;
            var measured = await LoadMeasure.BurstsAsync(burst, count, number => grains.GetGrain<IFreshGrain>(Key(number)).Touch());
            GC.Collect();
            var objects = new PlainObjects();
            var reference = await LoadMeasure.BurstsAsync(burst, count, number => objects.Touch(Key(number)));
            if (round > 0)
            {
                ours.Add(measured);
                plain.Add(reference);
            }
        }

        var (median, other) = (LoadMeasure.Median(ours), LoadMeasure.Median(plain));
        var (bytes, plainBytes) = (await ActivationBytes.OfGrainsAsync(count / 6), await ActivationBytes.OfPlainObjectsAsync(count / 6));
        var name = string.Create(CultureInfo.InvariantCulture, $"in memory, one silo, bursts of {burst}");
        return
        [
            Row(name, "activations", "1/s", median.Rate, median.Rate >= LeastInMemory, ("at least", LeastInMemory), ("plain objects", other.Rate)),
            Row(name, "latency p99", "ms", median.QuantileMs(0.99), null, ("plain objects", other.QuantileMs(0.99))),
            Row("one silo, one after the other", "allocated for each", "bytes", bytes.Made, null, ("plain objects", plainBytes.Made)),
            Row("one silo, one after the other", "held by each at rest", "bytes", bytes.Resting, null, ("plain objects", plainBytes.Resting)),
        ];
    }

    private static async Task<List<BenchRow>> WithRowsAsync(BenchOptions options)
    {
        var (callers, rate, seconds) = (options.Get("callers", 256), options.Get("rate", 5_000), options.Get("seconds", 5));
        await using var cluster = await PostgresCluster.StartAsync((short)options.Get("silos", 3));
        IGrainFactory[] factories = [.. cluster.Silos.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IGrainFactory>())];
        var made = 0;
        Task Touch(int _)
        {
            var number = Interlocked.Increment(ref made);
            return factories[number % factories.Length].GetGrain<IFreshGrain>(Key(number)).Touch();
        }

        await LoadMeasure.ClosedAsync(callers, 10_000, Touch);
        List<LoadMeasure> closed = [], paced = [];
        List<double> rowRates = [];
        var (collections, paused) = (0, TimeSpan.Zero);
        for (var round = 0; round < options.Get("rounds", 5); round++)
        {
            closed.Add(await LoadMeasure.ClosedAsync(callers, rate * seconds, Touch));
            var (collectionsBefore, pausedBefore) = (GC.CollectionCount(0), GC.GetTotalPauseDuration());
            paced.Add(await LoadMeasure.PacedAsync(rate, TimeSpan.FromSeconds(seconds), Touch));
            collections += GC.CollectionCount(0) - collectionsBefore;
            paused += GC.GetTotalPauseDuration() - pausedBefore;
            rowRates.Add(await DirectoryRows.InsertAsync(cluster.Source, rate * seconds, group: 64, writers: 2));
        }

        var median = LoadMeasure.Median(closed);
        var byTail = paced.OrderBy(run => run.QuantileMs(0.99)).ElementAt(paced.Count / 2);
        var raw = rowRates.Order().ElementAt(rowRates.Count / 2);
        var where = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL, fsync on, {factories.Length} silos");
        var closedName = string.Create(CultureInfo.InvariantCulture, $"{where}, {callers} callers");
        var pacedName = string.Create(CultureInfo.InvariantCulture, $"{where}, {rate}/s paced");
        return
        [
            Row(closedName, "activations", "1/s", median.Rate, median.Rate >= LeastWithRows, ("at least", LeastWithRows), ("raw inserts by 64", raw)),
            Row(closedName, "latency p50", "ms", median.QuantileMs(0.5), null),
            Row(closedName, "latency p99", "ms", median.QuantileMs(0.99), null),
            Row(pacedName, "activations", "1/s", byTail.Rate, null),
            Row(pacedName, "latency p50", "ms", byTail.QuantileMs(0.5), null),
            Row(pacedName, "latency p99", "ms", byTail.QuantileMs(0.99), byTail.QuantileMs(0.99) <= MostMsWithRows, ("at most", MostMsWithRows)),
            Row(pacedName, "collections for each 100,000", "", collections * 100_000.0 / (rate * seconds * paced.Count), null),
            Row(pacedName, "pause of a collection, mean", "ms", paused.TotalMilliseconds / Math.Max(1, collections), null),
        ];
    }

    private static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static BenchRow Row(string name, string metric, string unit, double ours, bool? holds, params (string Name, double Value)[] references) =>
        new(name, metric, unit, ours, references.ToImmutableSortedDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal), holds);
}
