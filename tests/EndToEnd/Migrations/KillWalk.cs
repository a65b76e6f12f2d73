using System.Diagnostics;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.EndToEnd.Migrations;

/// <summary>Moves a replica under load, kills a silo with -9 just when the migration is in a phase, and looks on until all is as it should be.</summary>
/// <param name="cluster">The hosts.</param>
/// <param name="random">Which replica moves.</param>
internal sealed class KillWalk(KillCluster cluster, Random random)
{
    /// <summary>A phase may be over before it was seen: then another replica moves.</summary>
    private const int Tries = 12;

    /// <summary>What model servers were seen as which replica's.</summary>
    private readonly Dictionary<int, ReplicaId> _servers = [];

    public async Task<KillOutcome> RunAsync(KillCase one)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await TryAsync(one) is { } outcome)
            {
                return outcome;
            }
        }

        throw new TimeoutException($"{one}: the phase was over before it was seen, {Tries} times.");
    }

    /// <summary>Null when the phase was over too soon.</summary>
    private async Task<KillOutcome?> TryAsync(KillCase one)
    {
        await SettledAsync("a");
        var all = (await KillCluster.AskAsync(() => cluster.Admin("a").GetModelAsync("default", KillCluster.Model), "the model is known")).Replicas;
        var replica = all[random.Next(all.Length)];
        var source = replica.Lease!.Host;
        var (target, pool, entry) = cluster.Others(source).OrderBy(host => all.Count(other => other.Lease!.Host == host)).ToArray() is [var first, var second, var third] ? (first, second, third) : throw new UnreachableException();
        await cluster.PutPoolAsync(pool);
        await SettledAsync(entry); // the pool's grain has heard of all again

        var admin = cluster.Admin(entry);
        await using var load = new KillLoad(cluster.Http(entry));
        if (await KillCluster.TryAsync(() => admin.MigrateAsync(replica.Id, target)) is not { } migration)
        {
            return null; // nobody said in time whether it was begun: if it was, it ends, and another one moves
        }

        if (one.Phase == MigrationPhase.Undoing)
        {
            await KillCluster.WaitAsync(async () => (await FindAsync(entry, migration.Id)).Steps.Any(step => step.Phase == MigrationPhase.Loading), "it loads");
            await KillCluster.TryAsync(() => admin.TakeBackAsync(migration));
        }

        while (!one.IsNow(migration = await FindAsync(entry, migration.Id)))
        {
            if (migration.Ended)
            {
                return null;
            }
        }

        var victim = one.Victim switch { Victim.Source => source, Victim.Target => target, _ => pool };
        var watch = Stopwatch.StartNew();
        cluster.Kill(victim);
        // While the old one drains the new one serves in its place.
        var lost = all.Count(other => other.Lease!.Host == victim) + (one is { Phase: MigrationPhase.Draining, Victim: Victim.Target } ? 1 : 0);
        var (fewest, violations) = await LookAsync(entry);
        var recovered = watch.Elapsed;
        var ended = (await KillCluster.AskAsync(() => admin.GetMigrationsAsync(), "migrations are known")).FirstOrDefault(known => known.Id == migration.Id)?.Status.ToString();
        await load.EndAsync();
        await cluster.ReviveAsync(victim);
        return new KillOutcome
        {
            Case = one, Recovered = recovered, Ended = ended, Requests = load.Requests, Failures = load.Failures, FewestReady = fewest, Lost = lost, Violations = violations,
        };
    }

    /// <summary>Watches until nothing is on its way and all replicas serve.</summary>
    private async Task<(int Fewest, List<string> Violations)> LookAsync(string entry)
    {
        var (fewest, violations) = (KillCluster.Replicas, new List<string>());
        await KillCluster.WaitAsync(
            async () =>
            {
                fewest = Math.Min(fewest, cluster.Ready());
                var model = await cluster.Admin(entry).GetModelAsync("default", KillCluster.Model);
                if (TwoOwners(model) is { } violation && !violations.Contains(violation))
                {
                    violations.Add(violation);
                }

                return await IsSettledAsync(entry, model);
            },
            "nothing is on its way and all replicas serve");
        return (fewest, violations);
    }

    private Task SettledAsync(string entry) => KillCluster.WaitAsync(
        async () => await IsSettledAsync(entry, await cluster.Admin(entry).GetModelAsync("default", KillCluster.Model)),
        "nothing is on its way and all replicas serve, before");

    /// <summary>As many replicas as are wanted serve, each with one lease and one process, and there is no process or lease beside them.</summary>
    private async Task<bool> IsSettledAsync(string entry, PlacementView model)
    {
        var admin = cluster.Admin(entry);
        return model.Ready == KillCluster.Replicas && model.Replicas.Length == KillCluster.Replicas
            && (await admin.GetMigrationsAsync()).All(migration => migration.Ended)
            && cluster.Servers().Keys.ToHashSet().SetEquals(model.Replicas.Select(replica => replica.Backend?.ProcessId ?? 0))
            && (await admin.GetHostsAsync()).Where(host => host.State == HostState.Active).SelectMany(host => host.Leases).Select(lease => (lease.Replica, lease.Epoch)).ToHashSet()
                .SetEquals(model.Replicas.Select(replica => (replica.Id, replica.Lease!.Epoch)));
    }

    /// <summary>Which replica has two processes at this moment; null for none.</summary>
    private string? TwoOwners(PlacementView model)
    {
        foreach (var replica in model.Replicas)
        {
            if (replica.Backend?.ProcessId is { } process)
            {
                _servers[process] = replica.Id;
            }
        }

        var twice = cluster.Servers().Keys.Where(_servers.ContainsKey).GroupBy(process => _servers[process]).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : $"replica {twice.Key} has processes {string.Join(" and ", twice)}";
    }

    private async Task<Migration> FindAsync(string entry, string id)
    {
        while (true)
        {
            if (await KillCluster.TryAsync(() => cluster.Admin(entry).GetMigrationsAsync()) is { } known && known.FirstOrDefault(migration => migration.Id == id) is { } found)
            {
                return found;
            }
        }
    }
}
