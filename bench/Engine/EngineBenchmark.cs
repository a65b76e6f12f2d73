using System.Collections.Immutable;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Storage.Postgres;
using Krewe.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Krewe.Bench.Engine;

/// <summary>Calls of grains on the engine that this program was built on: within a silo, between processes, from outside.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    public string Name => "engine";

    public string Help => "calls of grains within a silo, between two processes and through a gateway, and the memory of an idle activation; "
        + "on the engine that bench was built on (--seconds 3 --rounds 5 --idle 100000 --postgres 1)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var rows = new List<BenchRow> { await IdleAsync(options.Get("idle", 100_000)) };
        using (var alone = EngineHosts.Alone())
        {
            await alone.StartAsync();
            rows.AddRange(await MeasureAsync(EnginePath.Within, alone, options));
            await alone.StopAsync();
        }

        if (options.Get("postgres", 1) != 0)
        {
            rows.AddRange(await BetweenAsync(options));
        }

        return rows;
    }

    private static async Task<List<BenchRow>> BetweenAsync(BenchOptions options)
    {
        await using var server = await PostgresServer.StartAsync();
        await ClusteringSchema.UpgradeAsync(server.ConnectionString);
        await PostgresSchema.MigrateAsync(server.ConnectionString);
        using var other = await OtherProcess.StartAsync(server.ConnectionString, EnginePath.Between.Max(path => path.Callers));
        using var here = EngineHosts.Member(server.ConnectionString, EngineHosts.FreePort());
        await here.StartAsync();
        var rows = await MeasureAsync(EnginePath.Between, here, options);
        await here.StopAsync();
        using var client = EngineHosts.Client(other.GatewayPort);
        await client.StartAsync();
        rows.AddRange(await MeasureAsync(EnginePath.Outside, client, options));
        await client.StopAsync();
        return rows;
    }

    private static async Task<List<BenchRow>> MeasureAsync(IReadOnlyList<EnginePath> paths, IHost host, BenchOptions options)
    {
        var factory = host.Services.GetRequiredService<IGrainFactory>();
        var duration = TimeSpan.FromSeconds(options.Get("seconds", 3));
        var rows = new List<BenchRow>();
        foreach (var path in paths)
        {
            IPingGrain GrainOf(int caller) => factory.GetGrain<IPingGrain>(path.GrainOf(caller));
            await CallMeasure.RunAsync(path.Callers, duration, GrainOf); // for nothing: it compiles, and brings the grains to life
            var runs = new List<CallMeasure>();
            for (var round = 0; round < options.Get("rounds", 5); round++)
            {
                runs.Add(await CallMeasure.RunAsync(path.Callers, duration, GrainOf));
            }

            rows.AddRange(RowsOf(path, CallMeasure.MedianOf(runs)));
        }

        return rows;
    }

    private static IEnumerable<BenchRow> RowsOf(EnginePath path, CallMeasure measure)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{EngineHosts.Engine}: {path.Name}, {path.Callers} callers");
        yield return Row(name, "calls", "1/s", measure.Rate, measure.Rate >= EnginePath.LeastShare * path.Rate, path.Rate);
        yield return Row(name, "p50", "us", measure.Median.TotalMicroseconds, null, path.MedianMicroseconds);
        if (path.Callers > 1)
        {
            yield return new BenchRow(name, "least share of a caller", "of the mean", measure.LeastShare);
            yield return new BenchRow(name, "most share of a caller", "of the mean", measure.MostShare);
        }
    }

    /// <summary>What the heap grows by for each grain that was called once and rests.</summary>
    private static async Task<BenchRow> IdleAsync(int count)
    {
        using var host = EngineHosts.Alone();
        await host.StartAsync();
        var factory = host.Services.GetRequiredService<IGrainFactory>();
        await TouchAsync(factory, 0, 1_000);
        var before = Heap();
        await TouchAsync(factory, 1_000, count);
        var bytes = (double)(Heap() - before) / count;
        await host.StopAsync();
        return Row($"{EngineHosts.Engine}: memory of an idle activation", "heap", "bytes", bytes, bytes <= EnginePath.IdleBytes / EnginePath.LeastShare, EnginePath.IdleBytes);
    }

    private static async Task TouchAsync(IGrainFactory factory, int first, int count)
    {
        foreach (var some in Enumerable.Range(first, count).Chunk(256))
        {
            await Task.WhenAll(some.Select(key => factory.GetGrain<IPingGrain>(key).Ping(key).AsTask()));
        }
    }

    private static long Heap()
    {
        for (var again = 0; again < 2; again++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static BenchRow Row(string name, string metric, string unit, double ours, bool? holds, double orleans) =>
        new(name, metric, unit, ours, ImmutableSortedDictionary<string, double>.Empty.Add("Orleans 10, two cores", orleans), holds);
}
