using Krewe.Hosts;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.EndToEnd.Migrations;

/// <summary>All silos replaced in turn as docs/migration.md says: each host is drained, its silo stopped in order and started again, and the host taken back.</summary>
public sealed class RollingUpgradeTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Upgrade_OneHostAfterTheOther_NoRequestFailsAndNeverFewerServe()
    {
        await using var cluster = await KillCluster.StartAsync();
        foreach (var host in KillCluster.Hosts)
        {
            var entry = cluster.Others(host).First();
            var (admin, fewest) = (cluster.Admin(entry), KillCluster.Replicas);
            await using var load = new KillLoad(cluster.Http(entry));
            await KillCluster.WaitAsync(async () => (await admin.DrainAsync(host)).State == "draining", $"{host} is draining");
            await WatchAsync(async () => (await HostAsync(host)).Leases.IsEmpty, $"{host} is empty");
            await cluster.RestartAsync(host);
            await KillCluster.WaitAsync(async () => (await admin.UndrainAsync(host)).State == "active", $"{host} is taken back");
            await WatchAsync(async () => (await HostAsync(host)).State == HostState.Active, $"{host} takes leases");
            await load.EndAsync();
            output.WriteLine($"{host}: {load.Requests} requests, {load.Failures.Count} failed; ready: {fewest} at least");
            Assert.Empty(load.Failures);
            Assert.Equal(KillCluster.Replicas, fewest);

            async Task<HostView> HostAsync(string name) => (await admin.GetHostsAsync()).Single(known => known.Host == name);

            Task WatchAsync(Func<Task<bool>> holds, string what) => KillCluster.WaitAsync(
                async () =>
                {
                    fewest = Math.Min(fewest, cluster.Ready());
                    return await holds();
                },
                what);
        }
    }
}
