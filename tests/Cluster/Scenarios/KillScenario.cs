using System.Globalization;
using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>
/// Silos die one at a time under load, each is started again; grains of the dead must answer again in time. Callers come over HTTP and as a client
/// of the cluster, for which each silo is a gateway, too.
/// </summary>
internal sealed class KillScenario
{
    private const int Silos = 3;

    private readonly SiloCluster _cluster;
    private readonly OutsideClient _client;
    private readonly Action<string> _log;
    private readonly List<TimeSpan> _recoveries = [];
    private readonly List<TimeSpan> _gatewayLosses = [];
    private readonly List<(Reply ThroughGateway, Reply OnSilo)> _cutCalls = [];

    private KillScenario(SiloCluster cluster, OutsideClient client, Action<string> log)
    {
        _cluster = cluster;
        _client = client;
        _log = log;
    }

    /// <summary>Runs it.</summary>
    /// <param name="requests">At least so many, half of them by the client.</param>
    /// <param name="kills">So many.</param>
    /// <param name="defaults">With the engine's default membership settings.</param>
    /// <param name="log">Told of what happens.</param>
    public static async Task<KillResult> RunAsync(int requests, int kills, bool defaults, Action<string> log)
    {
        await using var cluster = await SiloCluster.StartAsync(Silos, defaults ? ["--probe", "0"] : []);
        await using var client = await OutsideClient.StartAsync(cluster, Silos);
        var ledgers = Math.Clamp(requests / 100, 20, 500);
        await using var load = Load.OnLedgers(cluster.Callers, ledgers, workers: 6);
        await using var clientLoad = Load.OnLedgers(client, ledgers, workers: 6, ids: "c");
        var scenario = new KillScenario(cluster, client, log);
        for (var kill = 0; kill < kills; kill++)
        {
            await ReachAsync(requests * (kill + 1) / (kills + 1));
            await scenario.KillOneAsync(cluster.Silos[0]);
        }

        await ReachAsync(requests);
        await Task.WhenAll(load.StopAsync(), clientLoad.StopAsync());
        return new KillResult(
            scenario._recoveries,
            scenario._gatewayLosses,
            scenario._cutCalls,
            clientLoad.Failures,
            await LedgerAudit.RunAsync(cluster, ledgers, null, load, clientLoad));

        Task ReachAsync(int count) => Task.WhenAll(load.ReachAsync(count / 2), clientLoad.ReachAsync(count / 2));
    }

    private async Task KillOneAsync(SiloProcess victim)
    {
        var other = _cluster.Silos.First(silo => silo != victim);
        var onVictim = await FindAsync((silo, gateway) => silo == victim.Silo && gateway != victim.Gateway);
        var throughVictim = await FindAsync((silo, gateway) => silo != victim.Silo && (gateway is null || gateway == victim.Gateway));
        var cutAtGateway = _client.CallAsync($"/hold/{throughVictim}");
        var cutAtSilo = _client.CallAsync($"/hold/{onVictim}");

        // Held calls are one turn each, in order with this one: once it is answered, they have begun.
        await _client.CallAsync($"/next/{throughVictim}");
        await _client.CallAsync($"/next/{onVictim}");
        _cluster.TakeOut(victim);
        await victim.KillAsync();
        var (_, gatewayLoss) = await Eventually.OkAsync(() => _client.CallAsync($"/next/{throughVictim}"));
        var recovered = await Task.WhenAll(
            Eventually.OkAsync(() => other.CallAsync($"/next/{onVictim}")), Eventually.OkAsync(() => _client.CallAsync($"/next/{onVictim}")));
        _recoveries.AddRange(recovered.Select(one => one.Time));
        _gatewayLosses.Add(gatewayLoss);
        _cutCalls.Add((await cutAtGateway, await cutAtSilo));
        _log(string.Create(
            CultureInfo.InvariantCulture,
            $"{victim.Name} at {victim.Silo} killed; its grain answers again after {recovered[0].Time.TotalSeconds:0.00} s, to the client after {recovered[1].Time.TotalSeconds:0.00} s; its client goes by another gateway after {gatewayLoss.TotalMilliseconds:0} ms"));
        await _cluster.StartSiloAsync(victim.Name, victim.Port);
        await _client.ConnectedAsync(Silos);
        await victim.DisposeAsync();
    }

    /// <summary>A counter by where it is and which gateway the client's calls of it take.</summary>
    private async Task<string> FindAsync(Func<string, string?, bool> fits)
    {
        for (var number = 0; ; number++)
        {
            var counter = string.Create(CultureInfo.InvariantCulture, $"canary{number}");
            var at = (await Eventually.OkAsync(() => _client.CallAsync($"/where/{counter}"))).Reply.Text;
            if (fits(at, _client.GatewayOf(counter)))
            {
                return counter;
            }
        }
    }
}
