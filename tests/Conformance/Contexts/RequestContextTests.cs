namespace Krewe.Conformance.Tests.Contexts;

[Collection(SharedCluster.Name)]
public sealed class RequestContextTests(ClusterFixture fixture) : IDisposable
{
    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task Entry_OfTheCaller_IsSeenByTheGrain()
    {
        RequestContext.Set("own", "value");
        Assert.Equal("value", await fixture.New<IContextGrain>().Get("own"));
    }

    [Fact]
    public async Task Entry_NotSet_IsNull() => Assert.Null(await fixture.New<IContextGrain>().Get("own"));

    [Fact]
    public async Task Entries_OfTheCaller_AllTravel()
    {
        RequestContext.Set("own2", 2);
        RequestContext.Set("own1", "one");
        Assert.Equal(["own1", "own2"], await fixture.New<IContextGrain>().Keys());
    }

    [Fact]
    public async Task Entry_AfterAnAwaitInTheGrain_IsStillThere()
    {
        RequestContext.Set("own", "value");
        Assert.Equal("value", await fixture.New<IContextGrain>().GetAfterAwait("own"));
    }

    [Fact]
    public async Task Entry_OverTwoGrains_Travels()
    {
        RequestContext.Set("own", "value");
        Assert.Equal("value", await fixture.New<IContextGrain>().GetFrom(ClusterFixture.NewKey(), "own"));
    }

    [Fact]
    public async Task Entry_SetByTheGrain_DoesNotComeBack()
    {
        RequestContext.Set("own", "mine");
        await fixture.New<IContextGrain>().Set("own", "its");
        Assert.Equal("mine", RequestContext.Get("own"));
    }

    [Fact]
    public async Task Entry_SetByAnotherGrain_DoesNotComeBack()
    {
        RequestContext.Set("own", "mine");
        Assert.Equal("mine", await fixture.New<IContextGrain>().GetAfterOtherSet(ClusterFixture.NewKey(), "own", "its"));
    }

    [Fact]
    public async Task Entry_OfACall_IsNotSeenByTheNext()
    {
        var grain = fixture.New<IContextGrain>();
        RequestContext.Set("own", "value");
        await grain.Get("own");
        RequestContext.Remove("own");
        Assert.Null(await grain.Get("own"));
    }

    [Fact]
    public async Task Entry_SetByTheGrain_IsNotSeenByTheNextCall()
    {
        var grain = fixture.New<IContextGrain>();
        await grain.Set("own", "its");
        Assert.Null(await grain.Get("own"));
    }

    [Fact]
    public async Task Entry_RemovedByTheGrain_DoesNotTravelOn()
    {
        RequestContext.Set("own", "value");
        Assert.Null(await fixture.New<IContextGrain>().RemoveThenGetFrom(ClusterFixture.NewKey(), "own"));
        Assert.Equal("value", RequestContext.Get("own"));
    }

    [Fact]
    public async Task Clear_TakesAll()
    {
        RequestContext.Set("own", "value");
        RequestContext.Clear();
        Assert.Null(await fixture.New<IContextGrain>().Get("own"));
        Assert.Empty(RequestContext.Keys);
    }

    [Fact]
    public async Task Value_ThatCanChange_IsCopied()
    {
        List<int> list = [1, 2];
        RequestContext.Set("own", list);
        Assert.Equal(3, await fixture.New<IContextGrain>().CountIn("own"));
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public async Task Value_OfTheApplication_Travels()
    {
        RequestContext.Set("own", new Tag("a", 5));
        Assert.Equal(new Tag("a", 5), await fixture.New<IContextGrain>().GetTag("own"));
    }

    [Fact]
    public async Task Entries_OfInterleavedCalls_AreApart()
    {
        var grain = fixture.New<IContextGrain>();
        RequestContext.Set("own", "first");
        var first = grain.Hold("own", "a");
        RequestContext.Set("own", "second");
        var second = grain.Hold("own", "b");
        await Notes.Of(grain).Until("b");
        Notes.Of(grain).Open("b");
        Assert.Equal("second", await second.Soon());
        Notes.Of(grain).Open("a");
        Assert.Equal("first", await first.Soon());
    }

    [Fact]
    public async Task Entry_InAnAsyncMethod_StaysThere()
    {
        await SetAsync();
        Assert.Null(RequestContext.Get("own"));

        static async Task SetAsync()
        {
            await Task.Yield();
            RequestContext.Set("own", "inside");
        }
    }

    [Fact]
    public void Remove_OfAnEntry_SaysWhetherItWasThere()
    {
        RequestContext.Set("own", 1);
        Assert.True(RequestContext.Remove("own"));
        Assert.False(RequestContext.Remove("own"));
    }
}
