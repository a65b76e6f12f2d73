namespace Krewe.Conformance.Tests.Reentrancy;

[Collection(SharedCluster.Name)]
public sealed class ReentrancyTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Call_WhileAnotherRuns_Waits()
    {
        var grain = fixture.New<IBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        var second = grain.Work("b");
        Assert.Equal(["a"], await BegunAsync(grain));
        await EndAsync(grain, first, "a");
        await Notes.Of(grain).Until("b");
        await EndAsync(grain, second, "b");
        Assert.Equal(["a", "/a", "b", "/b"], Notes.Of(grain).All);
    }

    [Fact]
    public async Task Reentrant_WhileAnotherRuns_IsLetIn()
    {
        var grain = fixture.New<IReentrantBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        var second = await BeginAsync(grain, () => grain.Work("b"), "b");
        await EndAsync(grain, second, "b");
        await EndAsync(grain, first, "a");
    }

    [Fact]
    public async Task AlwaysInterleave_WhileAnotherRuns_IsLetIn()
    {
        var grain = fixture.New<IBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        var second = await BeginAsync(grain, () => grain.Dart("b"), "b");
        await EndAsync(grain, second, "b");
        await EndAsync(grain, first, "a");
    }

    [Fact]
    public async Task Call_WhileAnAlwaysInterleaveRuns_IsLetIn()
    {
        var grain = fixture.New<IBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Dart("a"), "a");
        var second = await BeginAsync(grain, () => grain.Work("b"), "b");
        await EndAsync(grain, second, "b");
        await EndAsync(grain, first, "a");
    }

    [Fact]
    public async Task ReadOnly_WhileAReadOnlyRuns_IsLetIn()
    {
        var grain = fixture.New<IBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Read("a"), "a");
        var second = await BeginAsync(grain, () => grain.Read("b"), "b");
        await EndAsync(grain, first, "a");
        await EndAsync(grain, second, "b");
    }

    [Fact]
    public async Task ReadOnly_WhileAWriteRuns_Waits()
    {
        var grain = fixture.New<IBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        var second = grain.Read("b");
        Assert.Equal(["a"], await BegunAsync(grain));
        await EndAsync(grain, first, "a");
        await EndAsync(grain, second, "b");
    }

    [Fact]
    public async Task Write_WhileAReadOnlyRuns_Waits()
    {
        var grain = fixture.New<IBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Read("a"), "a");
        var second = grain.Work("b");
        Assert.Equal(["a"], await BegunAsync(grain));
        await EndAsync(grain, first, "a");
        await EndAsync(grain, second, "b");
    }

    [Fact]
    public async Task ReadOnly_BehindAWaitingWrite_OvertakesIt()
    {
        var grain = fixture.New<IBusyGrain>();
        var first = await BeginAsync(grain, () => grain.Read("a"), "a");
        var write = grain.Work("b");
        Assert.Equal(["a"], await BegunAsync(grain));
        var second = await BeginAsync(grain, () => grain.Read("c"), "c");
        Assert.Equal(["a", "c"], await BegunAsync(grain));
        await EndAsync(grain, first, "a");
        await EndAsync(grain, second, "c");
        await EndAsync(grain, write, "b");
    }

    [Fact]
    public async Task MayInterleave_PredicateAllows_IsLetIn()
    {
        var grain = fixture.New<IStaticPredicateGrain>();
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        var second = await BeginAsync(grain, () => grain.Rush("b"), "b");
        await EndAsync(grain, second, "b");
        await EndAsync(grain, first, "a");
    }

    [Fact]
    public async Task MayInterleave_PredicateRefuses_Waits()
    {
        var grain = fixture.New<IStaticPredicateGrain>();
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        var second = grain.Work("b");
        Assert.Equal(["a"], await BegunAsync(grain));
        await EndAsync(grain, first, "a");
        await EndAsync(grain, second, "b");
    }

    [Fact]
    public async Task MayInterleave_PredicateAllowsTheRunningCall_OthersAreLetIn()
    {
        var grain = fixture.New<IStaticPredicateGrain>();
        var first = await BeginAsync(grain, () => grain.Rush("a"), "a");
        var second = await BeginAsync(grain, () => grain.Work("b"), "b");
        await EndAsync(grain, second, "b");
        await EndAsync(grain, first, "a");
    }

    [Fact]
    public async Task MayInterleave_PredicateOfTheInstance_SeesItsFieldsAndTheArguments()
    {
        var grain = fixture.New<IInstancePredicateGrain>();
        await grain.Allow("c");
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        var second = grain.Work("b");
        var third = await BeginAsync(grain, () => grain.Work("c"), "c");
        Assert.Equal(["a", "c"], await BegunAsync(grain));
        await EndAsync(grain, third, "c");
        await EndAsync(grain, first, "a");
        await EndAsync(grain, second, "b");
    }

    [Fact]
    public async Task MayInterleave_PredicateThrows_TheCallIsRejected()
    {
        var grain = fixture.New<IThrowingPredicateGrain>();
        var first = await BeginAsync(grain, () => grain.Work("a"), "a");
        await Assert.ThrowsAnyAsync<Exception>(() => grain.Work("b")).Soon();
        await EndAsync(grain, first, "a");
        Assert.Equal(["a", "/a"], Notes.Of(grain).All);
    }

    /// <summary>What has begun when calls that were sent later have come back: who is not among it, waits.</summary>
    private static async Task<string[]> BegunAsync(IBusyGrain grain)
    {
        await grain.Begun();
        await grain.Begun();
        return await grain.Begun();
    }

    private static async Task<Task> BeginAsync(IBusyGrain grain, Func<Task> call, string name)
    {
        var running = call();
        await Notes.Of(grain).Until(name);
        return running;
    }

    private static Task EndAsync(IBusyGrain grain, Task call, string name)
    {
        Notes.Of(grain).Open(name);
        return call.Soon();
    }
}
