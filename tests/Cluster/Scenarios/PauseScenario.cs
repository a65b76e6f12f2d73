using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>A silo stands still while it writes. If the others held it for dead meanwhile, it ends when it wakes, and changes nothing any more.</summary>
internal static class PauseScenario
{
    private const int Loops = 12;
    private const int Ledgers = 20;
    private const string StateOfLoops = "SELECT grain_id || ' ' || etag FROM krewe_grain_state WHERE state_name = 'loop' ORDER BY grain_id";

    /// <summary>Runs it.</summary>
    /// <param name="time">How long it stands still; at least until it is dead where that is asked for.</param>
    /// <param name="untilDead">Whether to wait for its death.</param>
    public static async Task<PauseResult> RunAsync(TimeSpan time, bool untilDead)
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        var victim = cluster.Silos[0];
        await using var load = Load.OnLedgers(cluster.Callers, Ledgers, workers: 6);
        for (var number = 0; number < Loops; number++)
        {
            var path = $"/rounds/loop{number}";
            await Eventually.OkAsync(() => victim.CallAsync(path));
        }

        await load.ReachAsync(200);
        string[] own = [];
        await Eventually.TrueAsync(
            async () => (own = await LoopsOnAsync(cluster, victim)).Length > 0 && (await StatesOfAsync(cluster, own)).Length > 0,
            () => "a loop runs on the silo that will stand still, and has stored a state");
        victim.Program.Signal("STOP");
        cluster.TakeOut(victim);
        await Task.Delay(time, TimeProvider.System);
        if (untilDead)
        {
            await Eventually.TrueAsync(() => IsDeadAsync(cluster, victim), () => $"{victim.Silo} is declared dead");
        }

        var wasDead = await IsDeadAsync(cluster, victim);
        var before = await StatesOfAsync(cluster, own);
        victim.Program.Signal("CONT");
        if (!wasDead)
        {
            // It may be declared dead yet, or live on: either way it is of one mind with the table.
            await Eventually.TrueAsync(
                async () => victim.Program.HasExited ? await IsDeadAsync(cluster, victim) : (await victim.CallAsync("/next/a")).IsOk,
                () => "the silo that woke lives, or is dead and has ended");
        }

        var exit = wasDead ? await victim.Program.WaitForExitAsync(TimeSpan.FromSeconds(60)) : 0;
        var after = wasDead ? await StatesOfAsync(cluster, own) : before;
        await load.StopAsync();
        var audit = await LedgerAudit.RunAsync(cluster, Ledgers, null, load);
        var result = new PauseResult(wasDead, exit, before, after, victim.Program.Transcript(), audit);
        await victim.DisposeAsync();
        return result;
    }

    private static async Task<bool> IsDeadAsync(SiloCluster cluster, SiloProcess silo) =>
        await cluster.QueryAsync($"SELECT count(*) FROM OrleansMembershipTable WHERE Port = {silo.Port} AND Status = 6") != "0";

    private static async Task<string[]> LoopsOnAsync(SiloCluster cluster, SiloProcess silo) =>
        (await cluster.QueryAsync($"SELECT grain_id FROM krewe_grain_directory WHERE port = {silo.Port} AND grain_id LIKE 'cluster-test.loop/%'"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The stored states of loops. Nobody calls them again, so they are where the silo left them that ran them.</summary>
    private static async Task<string[]> StatesOfAsync(SiloCluster cluster, string[] loops) =>
        [.. (await cluster.QueryAsync(StateOfLoops)).Split('\n').Where(line => loops.Contains(line.Split(' ')[0]))];
}
