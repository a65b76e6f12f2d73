using System.Globalization;
using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>PostgreSQL goes away under load: active grains serve on, what needs it fails with a code, and all of it goes on afterwards.</summary>
internal static class PostgresScenario
{
    private const int Silos = 3;
    private const int Ledgers = 20;
    private const int Counters = 30;
    private const int Loops = 6;

    /// <summary>Stops the server as a crash would, and starts it again.</summary>
    public static Task<PostgresResult> RestartAsync() => RunAsync(
        async (cluster, during) =>
        {
            await cluster.Database.StopImmediatelyAsync();
            await during();
            await cluster.Database.StartAgainAsync();
        },
        TimeSpan.Zero);

    /// <summary>Freezes the server: connections stay open, nothing is answered.</summary>
    public static Task<PostgresResult> PauseAsync(TimeSpan time) => RunAsync(
        async (cluster, during) =>
        {
            cluster.Database.Pause();
            await during();
            cluster.Database.Resume();
        },
        time);

    private static async Task<PostgresResult> RunAsync(Func<SiloCluster, Func<Task>, Task> outage, TimeSpan atLeast)
    {
        await using var cluster = await SiloCluster.StartAsync(Silos);
        var silos = cluster.Silos;
        foreach (var path in Enumerable.Range(0, Counters).Select(number => $"/next/counter{number}").Concat(Enumerable.Range(0, Loops).Select(number => $"/rounds/loop{number}")))
        {
            await Eventually.OkAsync(() => silos[0].CallAsync(path));
        }

        await using var ledgers = Load.OnLedgers(cluster.Callers, Ledgers, workers: 6);
        await using var counters = Load.OnCounters(cluster.Callers, Counters, workers: 2);
        await ledgers.ReachAsync(200);
        var (write, placement, served) = (new Reply(true, ""), new Reply(true, ""), 0);
        await outage(cluster, async () =>
        {
            var passes = Task.Delay(atLeast, TimeProvider.System);
            var before = counters.Count;
            write = (await Task.WhenAll(silos.Select((silo, number) => silo.CallAsync($"/add/ledger{number}/outage{number}")))).First(reply => !reply.IsOk);
            placement = await silos[1].CallAsync("/next/nobody-called-it-before");
            await passes;
            served = counters.Count - before;
            await counters.ReachAsync(counters.Count + 100);
        });
        var loops = await Task.WhenAll(Enumerable.Range(0, Loops).Select(number => GoesOnAsync(silos[number % Silos], $"/rounds/loop{number}")));
        await Eventually.OkAsync(() => silos[1].CallAsync("/next/nobody-called-it-before"));
        await Eventually.OkAsync(() => silos[2].CallAsync("/add/ledger-of-afterwards/outage-over"));
        await ledgers.StopAsync();
        await counters.StopAsync();
        var audit = await LedgerAudit.RunAsync(cluster, Ledgers, id => id.StartsWith("outage", StringComparison.Ordinal), ledgers);
        return new PostgresResult(write, placement, served, counters.Failures, loops, silos.All(silo => !silo.Program.HasExited), audit);
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
