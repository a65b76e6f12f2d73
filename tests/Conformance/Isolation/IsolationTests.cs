namespace Krewe.Conformance.Tests.Isolation;

/// <summary>
/// Neither side of a call sees what the other does to arguments and results later, also when both are on one silo. What is called from the silo on
/// which the grain is tells whether local calls share.
/// </summary>
[Collection(SharedCluster.Name)]
public sealed class IsolationTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Argument_ChangedByTheCaller_IsNotInTheGrain()
    {
        var grain = fixture.New<IShareGrain>();
        Box box = new() { Text = "before", Items = [1] };
        await grain.Keep(box);
        box.Text = "after";
        box.Items.Add(2);
        Assert.Equal("before 1", await grain.KeptText());
    }

    [Fact]
    public async Task Result_ChangedByTheCaller_IsNotInTheGrain()
    {
        var grain = fixture.New<IShareGrain>();
        await grain.Keep(new Box { Text = "before", Items = [1] });
        var box = await grain.Kept();
        box.Text = "after";
        box.Items.Clear();
        Assert.Equal("before 1", await grain.KeptText());
    }

    [Fact]
    public async Task Argument_BetweenGrains_IsNotShared()
    {
        var here = await OnOneSiloAsync(2);
        Assert.Equal("before 1", await here[0].ShareWith(here[1].GetPrimaryKeyString()));
    }

    [Fact]
    public async Task Result_BetweenGrains_IsNotShared()
    {
        var here = await OnOneSiloAsync(2);
        Assert.Equal("before 1", await here[0].TakeFrom(here[1].GetPrimaryKeyString()));
    }

    [Fact]
    public async Task Argument_FromTheGrainsOwnSilo_IsCopied()
    {
        var grain = (await OnOneSiloAsync(1))[0];
        Box box = new() { Text = "a" };
        await grain.Keep(box);
        Assert.NotSame(box, ShareGrain.Arrived[grain.GetPrimaryKeyString()]);
    }

    [Fact]
    public async Task Argument_MarkedImmutable_IsPassedAsItIs()
    {
        var grain = (await OnOneSiloAsync(1))[0];
        List<int> list = [1];
        await grain.KeepImmutable(list);
        Assert.Same(list, ShareGrain.Arrived[grain.GetPrimaryKeyString()]);
    }

    [Fact]
    public async Task Argument_WrappedInImmutable_IsPassedAsItIs()
    {
        var grain = (await OnOneSiloAsync(1))[0];
        List<int> list = [1];
        await grain.KeepWrapped(list.AsImmutable());
        Assert.Same(list, ShareGrain.Arrived[grain.GetPrimaryKeyString()]);
    }

    [Fact]
    public async Task Argument_OfAnImmutableType_IsPassedAsItIs()
    {
        var grain = (await OnOneSiloAsync(1))[0];
        Frozen frozen = new() { Items = [1] };
        await grain.KeepFrozen(frozen);
        Assert.Same(frozen, ShareGrain.Arrived[grain.GetPrimaryKeyString()]);
    }

    [Fact]
    public async Task Argument_GivenTwice_IsOneObjectInTheGrainWhereReferencesAreKept()
    {
        Box box = new();
        Assert.Equal(Expected.ReferencesAreKept, await fixture.New<IShareGrain>().SameTwice(box, box));
        Assert.False(await fixture.New<IShareGrain>().SameTwice(box, new Box()));
    }

    [Fact]
    public async Task Argument_WithACycle_ArrivesWithItOrFailsItsCallAlone()
    {
        var grain = fixture.New<IShareGrain>();
        await grain.Keep(new Box { Text = "before" });
        Box box = new() { Text = "outer" };
        box.Inner = new Box { Text = "inner", Inner = box };
        if (!Expected.ReferencesAreKept)
        {
            var exception = await Assert.ThrowsAnyAsync<Exception>(() => grain.Keep(box)).Soon();
            Assert.Contains("KRW7102", exception.Message, StringComparison.Ordinal);
            Assert.Equal("before", (await grain.Kept()).Text);
            return;
        }

        await grain.Keep(box);
        var kept = await grain.Kept();
        Assert.Same(kept, kept.Inner!.Inner);
    }

    [Fact]
    public async Task Collections_ChangedByTheGrain_AreNotChangedAtTheCaller()
    {
        var grain = (await OnOneSiloAsync(1))[0];
        int[] array = [1, 2];
        Dictionary<string, List<int>> map = new() { ["a"] = [1] };
        var (echoed, echoedMap) = await grain.Echo(array, map);
        Assert.Equal([1, 2], array);
        Assert.Equal([1], map["a"]);
        Assert.Equal([-1, 2], echoed);
        Assert.Equal([1, -1], echoedMap["a"]);
    }

    /// <summary>Grains that are all on one silo, seen from that silo.</summary>
    private async Task<IShareGrain[]> OnOneSiloAsync(int count)
    {
        var silo = fixture.Cluster.Silos[0].SiloAddress;
        List<IShareGrain> found = [];
        while (found.Count < count)
        {
            found.Add(await fixture.PlaceAsync<IShareGrain>(silo, grain => grain.KeptText()));
        }

        return [.. found.Select(grain => fixture.From(0).GetGrain<IShareGrain>(grain.GetPrimaryKeyString()))];
    }
}
