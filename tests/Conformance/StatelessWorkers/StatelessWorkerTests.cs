namespace Krewe.Conformance.Tests.StatelessWorkers;

/// <summary>The calls come from one silo, so its pool alone serves them.</summary>
[Collection(SharedCluster.Name)]
public sealed class StatelessWorkerTests(ClusterFixture fixture)
{
    private readonly string _key = ClusterFixture.NewKey();

    [Fact]
    public async Task Calls_AtOnce_AreServedByAsManyWorkers()
    {
        var grain = fixture.From(0).GetGrain<IManyWorkersGrain>(_key);
        var calls = Enumerable.Range(0, 8).Select(_ => grain.Hold("a")).ToArray();
        await Notes.Of(_key).Until("a", 8);
        Notes.Of(_key).Open("a");
        Assert.Equal(8, (await Task.WhenAll(calls).Soon()).Distinct().Count());
    }

    [Fact]
    public async Task Calls_MoreThanWorkers_Wait()
    {
        var grain = fixture.From(0).GetGrain<ITwoWorkersGrain>(_key);
        var calls = Enumerable.Range(0, 5).Select(call => grain.Hold("a")).ToArray();
        await Notes.Of(_key).Until("a", 2);
        Notes.Of(_key).Open("a");
        Assert.InRange((await Task.WhenAll(calls).Soon()).Distinct().Count(), 1, 2);
        Assert.Equal(5, Notes.Of(_key).Count("a"));
    }

    [Fact]
    public async Task Worker_OfAPoolOfOne_ServesOneAfterTheOther()
    {
        var grain = fixture.From(0).GetGrain<IOneWorkerGrain>(_key);
        var first = grain.Hold("a");
        await Notes.Of(_key).Until("a");
        var second = grain.Hold("b");
        Assert.Equal(0, Notes.Of(_key).Count("b"));
        Notes.Of(_key).Open("a");
        Notes.Of(_key).Open("b");
        Assert.Equal(await first.Soon(), await second.Soon());
    }

    [Fact]
    public async Task Worker_CalledByASilo_IsOnIt()
    {
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.Equal(fixture.Cluster.Silos[silo].SiloAddress, await fixture.From(silo).GetGrain<IManyWorkersGrain>(_key).Where());
        }
    }

    [Fact]
    public async Task Worker_CalledByAGrain_IsOnItsSilo()
    {
        var grain = fixture.From(1).GetGrain<IManyWorkersGrain>(_key);
        Assert.Equal(await grain.Where(), await grain.WhereIs(ClusterFixture.NewKey()));
    }

    [Fact]
    public async Task Worker_WithoutLoad_IsUsedAgain()
    {
        var grain = fixture.From(0).GetGrain<IManyWorkersGrain>(_key);
        Notes.Of(_key).Open("a");
        List<Guid> instances = [];
        for (var call = 0; call < 5; call++)
        {
            instances.Add(await grain.Hold("a"));
        }

        Assert.Single(instances.Distinct());
    }
}
