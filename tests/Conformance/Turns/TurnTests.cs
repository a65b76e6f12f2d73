namespace Krewe.Conformance.Tests.Turns;

[Collection(SharedCluster.Name)]
public sealed class TurnTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Awaits_InAGrain_ContinueInItsTurns() => Assert.Equal("", await fixture.New<ITurnGrain>().WhereAwaitsContinue().Soon());

    [Fact]
    public async Task Tasks_OfAGrain_RunWhereTheyAreSent() =>
        Assert.Equal("Run: pool, StartNew: grain", await fixture.New<ITurnGrain>().WhereTasksRun().Soon());

    [Fact]
    public async Task Turns_OfInterleavedCalls_NeverOverlap()
    {
        var grain = fixture.New<ITurnGrain>();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(call => Task.Run(() =>
            fixture.From(call % 3).GetGrain<ITurnGrain>(grain.GetPrimaryKeyString()).CountWithAwaits(25)))).Soon();
        Assert.Equal(1000, await grain.Count());
    }

    [Fact]
    public async Task Turns_OfTasksWithinACall_NeverOverlap() => Assert.Equal(600, await fixture.New<ITurnGrain>().CountInParallelTasks(30).Soon());

    [Fact]
    public async Task Call_FinishedByAnotherThread_Returns()
    {
        var grain = fixture.New<ITurnGrain>();
        var call = grain.FinishFromOutside();
        Assert.Equal(0, await grain.Count());
        Assert.False(call.IsCompleted);
        Notes.Of(grain).Open("outside");
        await call.Soon();
    }

    [Fact]
    public async Task RequestContext_OnThePool_IsStillThere() => Assert.True(await fixture.New<ITurnGrain>().ContextOutside());

    [Fact]
    public async Task Calls_OfManyCallersAtOnce_AllRun()
    {
        var grain = fixture.New<ITurnGrain>();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => grain.CountWithAwaits(1))).Soon();
        Assert.Equal(500, await grain.Count());
    }
}
