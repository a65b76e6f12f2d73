using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>
/// The region that holds the primary database is lost: server and silo at one moment, for good. The standby is promoted, and the others go on with
/// all that was acknowledged.
/// </summary>
internal static class StandbyScenario
{
    private const int Ledgers = 12;

    public static async Task<StandbyResult> RunAsync(int requests)
    {
        await using var cluster = await SiloCluster.StartWithStandbyAsync(3);
        await using var ledgers = Load.OnLedgers(cluster.Callers, Ledgers, workers: 4);
        await ledgers.ReachAsync(requests);

        var lost = cluster.Silos[0];
        cluster.TakeOut(lost);
        var server = cluster.Database.StopImmediatelyAsync();
        lost.Program.Signal("KILL");
        await server;
        var replies = await Task.WhenAll(Enumerable.Range(0, Ledgers).Select(ledger => cluster.Silos[0].CallAsync($"/add/ledger{ledger}/outage-without-primary{ledger}")));
        var refused = replies.FirstOrDefault(reply => reply.Text.Contains("KRW600", StringComparison.Ordinal)) ?? replies[0];
        var since = TimeProvider.System.GetTimestamp();
        await cluster.PromoteStandbyAsync();
        await Eventually.OkAsync(() => cluster.Silos[0].CallAsync("/add/ledger-of-afterwards/outage-after"));
        var again = TimeProvider.System.GetElapsedTime(since);
        foreach (var ledger in Enumerable.Range(0, Ledgers))
        {
            await Eventually.OkAsync(() => cluster.Silos[1].CallAsync($"/add/ledger{ledger}/outage-again{ledger}"));
        }

        await ledgers.ReachAsync(ledgers.Count + requests);
        await ledgers.StopAsync();
        var audit = await LedgerAudit.RunAsync(cluster, Ledgers, id => id.StartsWith("outage", StringComparison.Ordinal), ledgers);
        await lost.DisposeAsync();
        return new StandbyResult(refused, again, audit);
    }
}
