using System.Globalization;
using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>
/// Silos of this build and of another one in one cluster. Under load each silo of the other build is replaced by one of this build and, afterwards, back;
/// at every mixture grains move from each version to the other with what they hold. Then, with both there, a silo of each is killed. The client of
/// the cluster is of this build.
/// </summary>
internal static class NeighboursScenario
{
    private const int Silos = 3;
    private const int Ledgers = 40;
    private const int Counters = 40;

    /// <summary>Runs it.</summary>
    /// <param name="other">The test silo of the other build: the path of its assembly.</param>
    /// <param name="log">Told of what happens.</param>
    public static async Task<NeighboursResult> RunAsync(string other, Action<string> log)
    {
        await using var cluster = await SiloCluster.StartAsync(0);
        var others = await Task.WhenAll(Enumerable.Range(1, Silos).Select(number => cluster.StartSiloAsync($"silo{number}", assembly: other)));
        var isOther = others.ToHashSet();
        await using var client = await OutsideClient.StartAsync(cluster, Silos);
        await using var ledgers = Load.OnLedgers(cluster.Callers, Ledgers, workers: 2);
        await using var clientLedgers = Load.OnLedgers(client, Ledgers, workers: 2, ids: "c");
        await using var counters = Load.OnCounters(cluster.Callers, Counters, workers: 1);
        await using var clientCounters = Load.OnCounters(client, Counters, workers: 1);
        Load[] all = [ledgers, clientLedgers, counters, clientCounters];
        var moves = 0;
        foreach (var toOther in new[] { false, true })
        {
            foreach (var silo in cluster.Silos.ToArray())
            {
                await Task.WhenAll(all.Select(load => load.ReachAsync(load.Count + 50)));
                cluster.TakeOut(silo);
                await cluster.Callers.DrainAsync(silo);
                var exit = await silo.StopAsync();
                await silo.DisposeAsync();
                var next = await cluster.StartSiloAsync(silo.Name, silo.Port, toOther ? other : null);
                if (toOther)
                {
                    isOther.Add(next);
                }

                moves += await MoveBetweenAsync(cluster, isOther);
                log($"{silo.Name} ended with {exit} and is of {(toOther ? "the other" : "this")} build now; {moves} moves between the two, {all.Sum(load => load.Failures.Count)} failures so far");
            }
        }

        await Task.WhenAll(all.Select(load => load.StopAsync()));
        KeyValuePair<string, Reply>[] failures = [.. all.SelectMany(load => load.Failures)];

        // One of this build among two of the other: each is missed by both versions once.
        var first = cluster.Silos[0];
        cluster.TakeOut(first);
        await first.StopAsync();
        await first.DisposeAsync();
        var own = await cluster.StartSiloAsync(first.Name, first.Port);
        List<TimeSpan> recoveries = [];
        foreach (var (victim, again) in new[] { (cluster.Silos.First(silo => silo != own), other), (own, null) })
        {
            recoveries.Add(await KillAsync(cluster, victim, again));
            log(string.Create(CultureInfo.InvariantCulture, $"a silo of {(again is null ? "this" : "the other")} build was killed; its grain answered again after {recoveries[^1].TotalSeconds:0.00} s"));
        }

        var audit = await LedgerAudit.RunAsync(cluster, Ledgers, null, ledgers, clientLedgers);
        return new NeighboursResult(failures, moves, recoveries, all.Sum(load => load.Count), audit);
    }

    /// <summary>There and back between each silo of one build and each of the other; returns how many moves that were.</summary>
    private static async Task<int> MoveBetweenAsync(SiloCluster cluster, HashSet<SiloProcess> isOther)
    {
        var moves = 0;
        foreach (var from in cluster.Silos.Where(isOther.Contains))
        {
            foreach (var to in cluster.Silos.Where(silo => !isOther.Contains(silo)))
            {
                moves += await MoveAsync(from, to) + await MoveAsync(to, from);
            }
        }

        return moves;
    }

    /// <summary>The grain goes on counting where it is next.</summary>
    private static async Task<int> MoveAsync(SiloProcess from, SiloProcess to)
    {
        const string Mover = "mover";
        await ArriveAsync(from);
        var before = await NextAsync();
        await ArriveAsync(to);
        var after = await NextAsync();
        return after == before + 1 ? 1 : throw new InvalidOperationException($"The grain had counted to {before} on {from.Name}, and on {to.Name} it went on with {after}.");

        async Task ArriveAsync(SiloProcess silo)
        {
            if ((await from.CallAsync($"/where/{Mover}")).Text != silo.Silo)
            {
                await from.CallAsync($"/move/{Mover}/{silo.Silo}");
            }

            await Eventually.TrueAsync(async () => (await from.CallAsync($"/where/{Mover}")).Text == silo.Silo, () => $"the grain is on {silo.Name}");
        }

        async Task<long> NextAsync() => long.Parse((await to.CallAsync($"/next/{Mover}")).Text, CultureInfo.InvariantCulture);
    }

    private static async Task<TimeSpan> KillAsync(SiloCluster cluster, SiloProcess victim, string? again)
    {
        var caller = cluster.Silos.First(silo => silo != victim);
        var grain = 0;
        while ((await Eventually.OkAsync(() => caller.CallAsync($"/where/canary{grain}"))).Reply.Text != victim.Silo)
        {
            grain++;
        }

        cluster.TakeOut(victim);
        await victim.KillAsync();
        var (_, time) = await Eventually.OkAsync(() => caller.CallAsync($"/next/canary{grain}"));
        await cluster.StartSiloAsync(victim.Name, victim.Port, again);
        await victim.DisposeAsync();
        return time;
    }
}
