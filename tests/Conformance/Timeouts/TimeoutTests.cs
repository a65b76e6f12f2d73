namespace Krewe.Conformance.Tests.Timeouts;

[Collection(SharedCluster.Name)]
public sealed class TimeoutTests(ClusterFixture fixture)
{
    [Fact]
    public async Task ResponseTimeout_NoAnswer_ThrowsAndTheGrainGoesOn()
    {
        var grain = fixture.New<ISlowGrain>();
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Short("a")).Soon();
        Assert.Equal(0, await grain.Count());
        Notes.Of(grain).Open("a");
        await Notes.Of(grain).Until("/a");
        await Eventually.IsSo(async () => await grain.Count() == 1, "the call that timed out has run to its end");
    }

    [Fact]
    public async Task ResponseTimeout_InTime_Answers()
    {
        var grain = fixture.New<ISlowGrain>();
        Notes.Of(grain).Open("a");
        Assert.Equal(1, await grain.Short("a"));
    }

    [Fact]
    public async Task ResponseTimeout_OfOneMethod_LeavesOthersAlone()
    {
        var grain = fixture.New<ISlowGrain>();
        var call = grain.Long("a");
        await Notes.Of(grain).Until("a");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Short("b")).Soon();
        Notes.Of(grain).Open("a");
        Notes.Of(grain).Open("b");
        Assert.Equal(1, await call.Soon());
    }

    [Fact]
    public async Task ResponseTimeout_BetweenGrains_IsCaughtThere()
    {
        var other = fixture.New<ISlowGrain>();
        Assert.Equal("timed out", await fixture.New<ISlowGrain>().CallShort(other.GetPrimaryKeyString(), "a").Soon());
        Notes.Of(other).Open("a");
    }
}
