using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>All silos are restarted in turn under load, then all are stopped and started anew.</summary>
internal static class RollingScenario
{
    private const int Ledgers = 40;
    private const int Counters = 40;

    /// <summary>Runs it.</summary>
    /// <param name="rounds">How often each silo is restarted.</param>
    /// <param name="log">Told of what happens.</param>
    public static async Task<RollingResult> RunAsync(int rounds, Action<string> log)
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        await using var ledgers = Load.OnLedgers(cluster, Ledgers, workers: 4);
        await using var counters = Load.OnCounters(cluster, Counters, workers: 2);
        await ledgers.ReachAsync(200);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var silo in cluster.Silos)
            {
                await RestartAsync(cluster, silo, ledgers, counters, log);
            }
        }

        await ledgers.ReachAsync(ledgers.Count + 200);
        await ledgers.StopAsync();
        await counters.StopAsync();
        var stopped = cluster.Silos;
        var exits = await Task.WhenAll(stopped.Select(silo => silo.StopAsync()));
        foreach (var silo in stopped)
        {
            cluster.TakeOut(silo);
            await silo.DisposeAsync();
        }

        log($"all stopped, exit codes {string.Join(", ", exits)}");
        await Task.WhenAll(stopped.Select(silo => cluster.StartSiloAsync(silo.Name)));
        return new RollingResult([.. ledgers.Failures.Concat(counters.Failures)], exits, counters.Count, await LedgerAudit.RunAsync(cluster, ledgers, Ledgers));
    }

    /// <summary>As who operates it would: callers are sent elsewhere, then it is stopped. Its grains are called through the others all the time.</summary>
    private static async Task RestartAsync(SiloCluster cluster, SiloProcess silo, Load ledgers, Load counters, Action<string> log)
    {
        cluster.TakeOut(silo);
        await ledgers.DrainAsync(silo);
        await counters.DrainAsync(silo);
        var exit = await silo.StopAsync();
        log($"{silo.Name} stopped with {exit}, {ledgers.Failures.Count + counters.Failures.Count} failures so far");
        await silo.DisposeAsync();
        await cluster.StartSiloAsync(silo.Name, silo.Port);
        await ledgers.ReachAsync(ledgers.Count + 100);
    }
}
