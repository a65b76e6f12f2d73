using Krewe.Cluster.Tests.Support;
using Krewe.Cluster.Tests.TestSilo;
using Krewe.Testing.Postgres;

namespace Krewe.Cluster.Tests;

[Collection("busy")]
public sealed class ClusteringTests
{
    [PostgresFact]
    public async Task TwoProcesses_FindEachOtherCallMoveAndSurvive()
    {
        await using var cluster = await SiloCluster.StartAsync(2);
        var (first, second) = (cluster.Silos[0], cluster.Silos[1]);

        // Called from the other silo it is the same grain.
        Assert.Equal(new Reply(true, "1"), await first.CallAsync("/next/a"));
        Assert.Equal(new Reply(true, "2"), await second.CallAsync("/next/a"));
        var at = (await first.CallAsync("/where/a")).Text;
        Assert.Contains(at, new[] { first.Silo, second.Silo });

        // It moves to where it is not, with its count, and is found by both.
        var (from, to) = at == first.Silo ? (first, second) : (second, first);
        Assert.True((await first.CallAsync($"/move/a/{to.Silo}")).IsOk);
        await Eventually.TrueAsync(async () => (await first.CallAsync("/where/a")).Text == to.Silo, () => "the grain has moved");
        Assert.Equal("3", (await from.CallAsync("/next/a")).Text);
        Assert.Equal("4", (await to.CallAsync("/next/a")).Text);

        // A grain calls a grain on the other silo.
        await Eventually.OkAsync(() => from.CallAsync("/next/b"));
        Assert.True((await to.CallAsync("/next/b/of/a")).IsOk);

        // A client in this process finds both gateways in the table.
        await CallAsClientAsync(cluster);

        // The silo is gone without a word: the grain begins anew on the other.
        await to.KillAsync();
        var (reply, _) = await Eventually.OkAsync(() => from.CallAsync("/next/a"));
        Assert.Equal("1", reply.Text);
        Assert.Equal(from.Silo, (await from.CallAsync("/where/a")).Text);
    }

    /// <summary>Grains on every silo, an observer that they call, and results one after the other.</summary>
    private static async Task CallAsClientAsync(SiloCluster cluster)
    {
        await using var client = await OutsideClient.StartAsync(cluster, cluster.Silos.Count);
        var heard = new HeardNumbers();
        var observer = client.Grains.CreateObjectReference<INumberObserver>(heard);
        HashSet<string> called = [];
        for (var number = 0; called.Count < cluster.Silos.Count; number++)
        {
            var counter = client.Grains.GetGrain<ICounterGrain>($"of-client{number}");
            if (!called.Add(await counter.Where()))
            {
                continue;
            }

            Assert.Equal(1, await counter.Next());
            await counter.Tell(observer, 20);
            Assert.Equal(Enumerable.Range(1, 50), await counter.Numbers(50).ToListAsync());
        }

        client.Grains.DeleteObjectReference<INumberObserver>(observer);
        Assert.Equal(cluster.Silos.Select(silo => silo.Silo).Order(), called.Order());
        Assert.All(called, silo => Assert.Equal(Enumerable.Range(1, 20), heard.From(silo)));
    }
}
