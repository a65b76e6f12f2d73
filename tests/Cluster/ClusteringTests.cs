using Krewe.Cluster.Tests.Support;
using Krewe.Testing.Postgres;

namespace Krewe.Cluster.Tests;

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

        // The silo is gone without a word: the grain begins anew on the other.
        await to.KillAsync();
        var (reply, _) = await Eventually.OkAsync(() => from.CallAsync("/next/a"));
        Assert.Equal("1", reply.Text);
        Assert.Equal(from.Silo, (await from.CallAsync("/where/a")).Text);
    }
}
