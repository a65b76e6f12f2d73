namespace Krewe.Conformance.Tests.Timers;

[Collection(SharedCluster.Name)]
public sealed class TimerTests(ClusterFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    [Fact]
    public async Task Timer_WithAPeriod_TicksAgainAndAgain()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", Soon, Soon);
        await Notes.Of(grain).Until("t", 5);
        await grain.End("t");
    }

    [Fact]
    public async Task Timer_DueAtOnce_Ticks()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", TimeSpan.Zero, Never);
        await Notes.Of(grain).Until("t");
    }

    [Fact]
    public async Task Timer_WithoutPeriod_TicksOnce()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("once", Soon, Never);
        await grain.Begin("often", Soon, Soon);
        await Notes.Of(grain).Until("once");
        await Notes.Of(grain).Until("often", Notes.Of(grain).Count("often") + 5);
        Assert.Equal(1, Notes.Of(grain).Count("once"));
        await grain.End("often");
    }

    [Fact]
    public async Task Timer_NeverDue_TicksWhenChanged()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("paused", Never, Soon);
        await grain.Begin("often", Soon, Soon);
        await Notes.Of(grain).Until("often", 5);
        Assert.Equal(0, Notes.Of(grain).Count("paused"));
        await grain.Change("paused", TimeSpan.Zero, Soon);
        await Notes.Of(grain).Until("paused", 2);
        await grain.End("paused");
        await grain.End("often");
    }

    [Fact]
    public async Task Change_ToNever_Pauses()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", Soon, Soon);
        await Notes.Of(grain).Until("t", 2);
        await grain.Change("t", Never, Never);
        await grain.Begin("often", Soon, Soon);
        await Notes.Of(grain).Until("often", 2);
        var seen = Notes.Of(grain).Count("t");
        await Notes.Of(grain).Until("often", 7);
        Assert.Equal(seen, Notes.Of(grain).Count("t"));
        await grain.End("often");
    }

    [Fact]
    public async Task Dispose_OfATimer_EndsIt()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", Soon, Soon);
        await Notes.Of(grain).Until("t", 2);
        await grain.End("t");
        await grain.Begin("often", Soon, Soon);
        await Notes.Of(grain).Until("often", 2);
        var seen = Notes.Of(grain).Count("t");
        await Notes.Of(grain).Until("often", 7);
        Assert.Equal(seen, Notes.Of(grain).Count("t"));
        await grain.End("often");
    }

    [Fact]
    public async Task Ticks_OfOneTimer_NeverOverlap()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", Soon, Soon, gated: true, interleave: true);
        await Notes.Of(grain).Until("t");
        await grain.Begin("often", Soon, Soon, interleave: true);
        await Notes.Of(grain).Until("often", 5);
        Assert.Equal(1, Notes.Of(grain).Count("t"));
        Notes.Of(grain).Open("t");
        await Notes.Of(grain).Until("t", 2);
        await grain.End("t");
        await grain.End("often");
    }

    [Fact]
    public async Task Tick_NotInterleaving_WaitsForTheRunningCall()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", Never, Never);
        await grain.Begin("often", Never, Never, interleave: true);
        var work = grain.Work("work");
        await Notes.Of(grain).Until("work");
        await grain.Change("t", TimeSpan.Zero, Never);
        await grain.Change("often", TimeSpan.Zero, Soon);
        await Notes.Of(grain).Until("often", 5);
        Assert.Equal(0, Notes.Of(grain).Count("t"));
        await grain.End("often");
        Notes.Of(grain).Open("work");
        await work.Soon();
        await Notes.Of(grain).Until("t");
        Assert.True(Index(grain, "/work") < Index(grain, "t"));
    }

    [Fact]
    public async Task Call_WhileATickRuns_Waits()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", TimeSpan.Zero, Never, gated: true);
        await Notes.Of(grain).Until("t");
        var work = grain.Work("work");
        await grain.Ping();
        await grain.Ping();
        Notes.Of(grain).Open("work");
        Notes.Of(grain).Open("t");
        await work.Soon();
        Assert.True(Index(grain, "/t") < Index(grain, "work"));
    }

    [Fact]
    public async Task Tick_Throws_TheNextComes()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.FailTicks("t");
        await Notes.Of(grain).Until("t", 3);
        await grain.End("t");
    }

    [Fact]
    public async Task State_OfATimer_IsGivenToTheTick()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.BeginWithState("t", 42);
        await Notes.Of(grain).Until("42");
    }

    [Fact]
    public async Task Tick_OfATimer_IsATurnOfItsGrainWithoutTheCallersContext()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.BeginWithContext("t");
        await Notes.Of(grain).Until("own turns, no context");
    }

    [Fact]
    public async Task Dispose_WhileATickRuns_SignalsItsToken()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.BeginAndWatchToken("t");
        await Notes.Of(grain).Until("t");
        await grain.End("t");
        await Notes.Of(grain).Until("t cancelled");
    }

    [Fact]
    public async Task Deactivation_OfTheGrain_EndsItsTimers()
    {
        var grain = fixture.New<ITimerGrain>();
        await grain.Begin("t", Soon, Soon);
        await Notes.Of(grain).Until("t", 2);
        await grain.Leave();
        await Notes.Of(grain).Until("deactivated");
        var seen = Notes.Of(grain).Count("t");
        // The next activation has no timer but its own.
        await grain.Begin("often", Soon, Soon);
        await Notes.Of(grain).Until("often", 5);
        Assert.Equal(seen, Notes.Of(grain).Count("t"));
        await grain.End("often");
    }

    [Fact]
    public async Task Timer_BegunOutsideTheGrainsTurns_IsRefused() =>
        Assert.Equal(nameof(InvalidOperationException), await fixture.New<ITimerGrain>().BeginOnThePool());

    [Theory]
    [InlineData(-5, 1000)]
    [InlineData(1000, -5)]
    public async Task Timer_WithNegativeTimes_IsRefused(int due, int period) =>
        Assert.Equal(nameof(ArgumentOutOfRangeException), await fixture.New<ITimerGrain>().BeginBad(TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(period)));

    private static int Index(ITimerGrain grain, string note) => Notes.Of(grain).All.ToList().IndexOf(note);
}
