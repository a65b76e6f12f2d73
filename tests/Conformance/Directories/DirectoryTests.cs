using Krewe.Conformance.Tests.Activation;
using Orleans.Runtime.Placement;

namespace Krewe.Conformance.Tests.Directories;

/// <summary>One activation at most, found by every silo, also by those that remember another place.</summary>
[Collection(SharedCluster.Name)]
public sealed class DirectoryTests(ClusterFixture fixture)
{
    [Fact]
    public async Task FirstCalls_AtOnceWithAHintForEachSilo_OneActivationWins()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = ClusterFixture.NewKey();
            var instances = await Task.WhenAll(Enumerable.Range(0, 3).Select(silo => Task.Run(() => CallAsync(silo, silo, key)))).Soon();
            Assert.Single(instances.Distinct());
        }
    }

    [Fact]
    public async Task Call_AfterTheGrainCameToLifeAnew_FindsItFromWhereTheOldPlaceIsRemembered()
    {
        var key = ClusterFixture.NewKey();
        var old = await CallAsync(0, 0, key);
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.Equal(old, await fixture.From(silo).GetGrain<IProbeGrain>(key).Instance());
        }

        await fixture.DeactivateAsync(fixture.Client.GetGrain<IProbeGrain>(key));
        var now = await CallAsync(1, 1, key);
        var where = await fixture.From(1).GetGrain<IProbeGrain>(key).Silo();
        Assert.NotEqual(old, now);
        for (var silo = 0; silo < 3; silo++)
        {
            var grain = fixture.From(silo).GetGrain<IProbeGrain>(key);
            Assert.Equal(now, await Eventually.Gives(grain.Instance, instance => instance == now, "the new activation"));
            Assert.Equal(where, await grain.Silo());
        }

        Assert.Equal(2, Notes.Of(key).Count("activated"));
    }

    private async Task<Guid> CallAsync(int from, int to, string key)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, fixture.Cluster.Silos[to].SiloAddress);
        try
        {
            return await fixture.From(from).GetGrain<IProbeGrain>(key).Instance();
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
