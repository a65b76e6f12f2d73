using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>Silos die one at a time under load, each is started again; grains of the dead must answer again in time.</summary>
internal static class KillScenario
{
    private const int Silos = 3;
    private const int Canaries = 24;

    /// <summary>Runs it.</summary>
    /// <param name="requests">At least so many.</param>
    /// <param name="kills">So many.</param>
    /// <param name="defaults">With the engine's default membership settings.</param>
    /// <param name="log">Told of what happens.</param>
    public static async Task<KillResult> RunAsync(int requests, int kills, bool defaults, Action<string> log)
    {
        await using var cluster = await SiloCluster.StartAsync(Silos, defaults ? ["--probe", "0"] : []);
        var ledgers = Math.Clamp(requests / 100, 20, 500);
        await using var load = Load.OnLedgers(cluster, ledgers);
        List<TimeSpan> recoveries = [];
        for (var kill = 0; kill < kills; kill++)
        {
            await load.ReachAsync(requests * (kill + 1) / (kills + 1));
            recoveries.Add(await KillOneAsync(cluster, cluster.Silos[0], log));
        }

        await load.ReachAsync(requests);
        await load.StopAsync();
        return new KillResult(recoveries, await LedgerAudit.RunAsync(cluster, load, ledgers));
    }

    /// <summary>How long a grain of the silo did not answer.</summary>
    private static async Task<TimeSpan> KillOneAsync(SiloCluster cluster, SiloProcess victim, Action<string> log)
    {
        var other = cluster.Silos.First(silo => silo != victim);
        var canary = await FindOnAsync(other, victim);
        cluster.TakeOut(victim);
        await victim.KillAsync();
        var (_, time) = await Eventually.OkAsync(() => other.CallAsync($"/next/{canary}"));
        log($"{victim.Name} at {victim.Silo} killed; its grain answers again after {time.TotalSeconds:0.00} s");
        await cluster.StartSiloAsync(victim.Name, victim.Port);
        await victim.DisposeAsync();
        return time;
    }

    private static async Task<string> FindOnAsync(SiloProcess other, SiloProcess victim)
    {
        for (var number = 0; ; number++)
        {
            var canary = $"canary{number % Canaries}-{number / Canaries}";
            if ((await Eventually.OkAsync(() => other.CallAsync($"/where/{canary}"))).Reply.Text == victim.Silo)
            {
                return canary;
            }
        }
    }
}
