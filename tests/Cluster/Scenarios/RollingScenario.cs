using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>
/// All silos are restarted in turn under load, then all are stopped and started anew. Callers over HTTP are sent elsewhere before; the client of the
/// cluster is told by the silo itself.
/// </summary>
internal static class RollingScenario
{
    private const int Silos = 3;
    private const int Ledgers = 40;
    private const int Counters = 40;

    /// <summary>Runs it.</summary>
    /// <param name="rounds">How often each silo is restarted.</param>
    /// <param name="log">Told of what happens.</param>
    public static async Task<RollingResult> RunAsync(int rounds, Action<string> log)
    {
        await using var cluster = await SiloCluster.StartAsync(Silos);
        await using var client = await OutsideClient.StartAsync(cluster, Silos);
        await using var ledgers = Load.OnLedgers(cluster.Callers, Ledgers, workers: 2);
        await using var counters = Load.OnCounters(cluster.Callers, Counters, workers: 1);
        await using var clientLedgers = Load.OnLedgers(client, Ledgers, workers: 2, ids: "c");
        await using var clientCounters = Load.OnCounters(client, Counters, workers: 1);
        Load[] all = [ledgers, counters, clientLedgers, clientCounters];
        await AllGoOnAsync(100);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var silo in cluster.Silos)
            {
                await RestartAsync(cluster, silo, all, log);
                await AllGoOnAsync(50);
            }
        }

        await Task.WhenAll(all.Select(load => load.StopAsync()));
        var stopped = cluster.Silos;
        var exits = await Task.WhenAll(stopped.Select(silo => silo.StopAsync()));
        foreach (var silo in stopped)
        {
            cluster.TakeOut(silo);
            await silo.DisposeAsync();
        }

        log($"all stopped, exit codes {string.Join(", ", exits)}");
        await Task.WhenAll(stopped.Select(silo => cluster.StartSiloAsync(silo.Name)));
        var audit = await LedgerAudit.RunAsync(cluster, Ledgers, null, ledgers, clientLedgers);

        // The client has outlived all silos that it knew: it finds the new ones in the list.
        await client.ConnectedAsync(Silos);
        var (reply, _) = await Eventually.OkAsync(() => client.CallAsync("/next/afterwards"));
        return new RollingResult([.. all.SelectMany(load => load.Failures)], exits, reply, clientLedgers.Count, clientCounters.Count, counters.Count, audit);

        Task AllGoOnAsync(int requests) => Task.WhenAll(all.Select(load => load.ReachAsync(load.Count + requests)));
    }

    /// <summary>As who operates it would: callers are sent elsewhere, then it is stopped. Its grains are called through the others all the time.</summary>
    private static async Task RestartAsync(SiloCluster cluster, SiloProcess silo, Load[] all, Action<string> log)
    {
        cluster.TakeOut(silo);
        await cluster.Callers.DrainAsync(silo);
        var exit = await silo.StopAsync();
        log($"{silo.Name} stopped with {exit}, {all.Sum(load => load.Failures.Count)} failures so far");
        await silo.DisposeAsync();
        await cluster.StartSiloAsync(silo.Name, silo.Port);
    }
}
