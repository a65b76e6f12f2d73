using System.Collections.Immutable;
using System.Globalization;
using Krewe.Bench.Activations;
using Krewe.Bench.Load;
using Krewe.Bench.Reporting;
using Krewe.Storage.Postgres;
using Orleans.Runtime;

namespace Krewe.Bench.Registrations;

/// <summary>The grain directory in PostgreSQL by itself: registrations, each one committed before it is answered, and look-ups.</summary>
internal sealed class DirectoryBenchmark : IBenchmark
{
    public string Name => "directory";

    public string Help => "registrations and look-ups of the grain directory in PostgreSQL (--callers 64 --count 50000 --rounds 5)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var (callers, count, rounds) = (options.Get("callers", 64), options.Get("count", 50_000), options.Get("rounds", 5));
        await using var database = await DirectoryDatabase.StartAsync();
        await using var directory = new PostgresGrainDirectory(
            new PostgresDirectoryOptions { ConnectionString = database.ConnectionString, ClusterId = "bench" }, TimeProvider.System);
        List<LoadMeasure> registrations = [], lookups = [];
        List<double> raw = [];
        for (var round = 0; round <= rounds; round++)
        {
            var first = round * count;
            var registered = await LoadMeasure.ClosedAsync(callers, count, number => directory.Register(DirectoryDatabase.Address(first + number)));
            var found = await LoadMeasure.ClosedAsync(callers, count, number => directory.Lookup(DirectoryDatabase.Address(first + number).GrainId));
            var inserted = await DirectoryRows.InsertAsync(database.Source, count, group: callers, writers: 2);
            if (round > 0)
            {
                registrations.Add(registered);
                lookups.Add(found);
                raw.Add(inserted);
            }
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL, fsync on, {callers} callers");
        var inserts = raw.Order().ElementAt(raw.Count / 2);
        return
        [
            .. Rows(name, "registrations", LoadMeasure.Median(registrations), (string.Create(CultureInfo.InvariantCulture, $"raw inserts by {callers}"), inserts)),
            .. Rows(name, "look-ups", LoadMeasure.Median(lookups)),
        ];
    }

    private static IEnumerable<BenchRow> Rows(string name, string what, LoadMeasure measure, params (string Name, double Value)[] references)
    {
        var none = ImmutableSortedDictionary<string, double>.Empty;
        yield return new BenchRow(name, what, "1/s", measure.Rate, references.ToImmutableSortedDictionary(one => one.Name, one => one.Value), null);
        yield return new BenchRow(name, $"{what} p50", "ms", measure.QuantileMs(0.5), none, null);
        yield return new BenchRow(name, $"{what} p99", "ms", measure.QuantileMs(0.99), none, null);
    }
}
