using System.Globalization;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.Reporting;
using Krewe.Bench.RequestPath.Servers;
using Krewe.Testing.Processes;

namespace Krewe.Bench.RequestPath;

/// <summary>
/// What a request costs on its way: a model server that only sleeps, called directly, behind nginx and through Krewe, in turn. See
/// docs/request-path.md.
/// </summary>
internal sealed class RequestPathBenchmark : IBenchmark
{
    private const double WarmUp = 0.5, FirstWarmUp = 10;

    public string Name => "request-path";

    public string Help => $"a sleeping model server directly, behind nginx, through the silo ({RequestPathSettings.Help})";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var settings = RequestPathSettings.Read(options);
        var servers = await Task.WhenAll(settings.Sleeps.Select(SleepServer.StartAsync));
        var paths = new List<MeasuredPath>();
        try
        {
            Uri[] addresses = [.. servers.Select(server => server.Address)];
            foreach (var path in settings.Paths)
            {
                if (await MeasuredPath.StartAsync(path, addresses, settings) is { } started)
                {
                    paths.Add(started);
                }
            }

            var measured = new Measurements();
            for (var i = 0; i < settings.Sleeps.Length; i++)
            {
                await MeasureAsync(measured, settings, paths, servers[i].Program, i);
            }

            return new RequestPathRows(measured, settings).All();
        }
        finally
        {
            paths.Reverse();
            foreach (var path in paths)
            {
                await path.DisposeAsync();
            }

            foreach (var (program, _) in servers)
            {
                await program.DisposeAsync();
            }
        }
    }

    private static async Task MeasureAsync(Measurements measured, RequestPathSettings settings, List<MeasuredPath> paths, RunningProgram server, int number)
    {
        var sleep = settings.Sleeps[number];
        foreach (var path in paths)
        {
            // What compiles while it runs has been compiled before anything is measured.
            await RunAsync(path, settings.Clients.Max(), 0, FirstWarmUp);
        }

        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var clients in settings.Clients)
            {
                foreach (var path in paths)
                {
                    measured.Add(Cases.Closed(sleep, clients), path.Name, await RunAsync(path, clients, 0, WarmUp, round));
                }
            }
        }

        if (paths.All(path => path.Name != Measurements.Ours))
        {
            return;
        }

        var most = settings.Clients.Max(clients => measured.Median(Cases.Closed(sleep, clients), Measurements.Ours, outcome => outcome.Rate));
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var share in settings.Open)
            {
                foreach (var path in paths)
                {
                    measured.Add(Cases.Open(sleep, share), path.Name, await RunAsync(path, settings.Clients.Max(), most * share / 100, WarmUp, round));
                }
            }
        }

        Task<LoadOutcome> RunAsync(MeasuredPath path, int clients, double rate, double warmUp, int round = 0)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"round {round + 1}, {sleep} ms: {path.Name}, {clients} clients{(rate > 0 ? $", {rate:0}/s" : "")}"));
            return LoadProgram.StartAsync(new LoadOrder
            {
                Port = path.Ports[number],
                Path = KreweProxy.Path(number),
                Body = settings.Body,
                Clients = clients,
                Rate = rate,
                WarmUp = warmUp,
                Seconds = settings.Seconds,
                Seed = settings.Seed + round,
                Processes = new Dictionary<string, int[]> { [Measurements.Server] = [server.Id], [Measurements.Proxy] = path.Processes },
            });
        }
    }
}
