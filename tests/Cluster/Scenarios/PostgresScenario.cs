using System.Globalization;
using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>
/// PostgreSQL goes away under load, twice: active grains serve on, what needs it fails with a code, and all of it goes on afterwards.
/// </summary>
internal sealed class PostgresScenario
{
    private const int Silos = 3;
    private const int Ledgers = 20;
    private const int Counters = 30;
    private const int Loops = 6;

    private readonly SiloCluster _cluster;
    private readonly Load _ledgers;
    private readonly Load _counters;

    private PostgresScenario(SiloCluster cluster, Load ledgers, Load counters)
    {
        _cluster = cluster;
        _ledgers = ledgers;
        _counters = counters;
    }

    /// <summary>Stops the server as a crash would and starts it again, and then freezes it: connections stay open, nothing is answered.</summary>
    /// <param name="pause">How long it stands still, at least.</param>
    public static async Task<PostgresResult> RunAsync(TimeSpan pause)
    {
        await using var cluster = await SiloCluster.StartWithServerAsync(Silos);
        var silos = cluster.Silos;
        foreach (var silo in silos.Take(Expected.SilosToWarm))
        {
            await Task.WhenAll(Enumerable.Range(0, Counters).Select(number => $"/next/counter{number}")
                .Concat(Enumerable.Range(0, Loops).Select(number => $"/rounds/loop{number}"))
                .Select(path => Eventually.OkAsync(() => silo.CallAsync(path))));
        }

        await using var ledgers = Load.OnLedgers(cluster.Callers, Ledgers, workers: 6);
        await using var counters = Load.OnCounters(cluster.Callers, Counters, workers: 2);
        var scenario = new PostgresScenario(cluster, ledgers, counters);
        var restart = await scenario.GoThroughAsync(
            "restart",
            async during =>
            {
                await cluster.Database.StopImmediatelyAsync();
                await during();
                await cluster.Database.StartAgainAsync();
            },
            TimeSpan.Zero);
        var standstill = await scenario.GoThroughAsync(
            "pause",
            async during =>
            {
                cluster.Database.Pause();
                await during();
                cluster.Database.Resume();
            },
            pause);
        await Task.WhenAll(ledgers.StopAsync(), counters.StopAsync());
        var audit = await LedgerAudit.RunAsync(cluster, Ledgers, id => id.StartsWith("outage", StringComparison.Ordinal), ledgers);
        return new PostgresResult(restart, standstill, counters.Failures, silos.All(silo => !silo.Program.HasExited), audit);
    }

    private async Task<PostgresOutage> GoThroughAsync(string name, Func<Func<Task>, Task> outage, TimeSpan atLeast)
    {
        var silos = _cluster.Silos;
        var (write, placement, served) = (new Reply(true, ""), new Reply(true, ""), 0);
        await _ledgers.ReachAsync(_ledgers.Count + 150);
        await outage(async () =>
        {
            var passes = Task.Delay(atLeast, TimeProvider.System);
            var before = _counters.Count;
            write = (await Task.WhenAll(silos.Select((silo, number) => silo.CallAsync($"/add/ledger{number}/outage-{name}{number}")))).First(reply => !reply.IsOk);
            placement = await silos[1].CallAsync($"/next/nobody-called-it-before-{name}");
            await passes;
            served = _counters.Count - before;
            await _counters.ReachAsync(_counters.Count + 100);
        });
        var loops = await Task.WhenAll(Enumerable.Range(0, Loops).Select(number => GoesOnAsync(silos[number % Silos], $"/rounds/loop{number}")));
        await Eventually.OkAsync(() => silos[1].CallAsync($"/next/nobody-called-it-before-{name}"));
        await Eventually.OkAsync(() => silos[2].CallAsync($"/add/ledger-of-afterwards/outage-over-{name}"));
        return new PostgresOutage(write, placement, served, loops);
    }

    /// <summary>Waits until a loop stores again; gives the code of what it met meanwhile.</summary>
    private static async Task<string> GoesOnAsync(SiloProcess silo, string path)
    {
        var now = await RoundsAsync();
        await Eventually.TrueAsync(async () => (await RoundsAsync()).Stored > now.Stored + 1, () => $"{path} stores again");
        return now.Failure;

        async Task<(long Stored, string Failure)> RoundsAsync()
        {
            var parts = (await Eventually.OkAsync(() => silo.CallAsync(path))).Reply.Text.Split(' ', 3);
            return (long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        }
    }
}
