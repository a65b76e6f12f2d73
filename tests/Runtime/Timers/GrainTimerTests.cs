using Krewe.Runtime.Tests.Grains;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Timers;

public sealed class GrainTimerTests
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    [Fact]
    public void Tick_TakesTime_PeriodCountsFromItsEnd() => Run(async silo =>
    {
        await silo.Grains.GetGrain<ITimerGrain>("a").Begin("t", S(1), S(2), takes: S(3));
        await silo.Delay(S(12));
        Assert.Equal(["t 1", "t 6", "t 11"], silo.Events());
    });

    [Fact]
    public void Tick_OneShot_Once() => Run(async silo =>
    {
        await silo.Grains.GetGrain<ITimerGrain>("a").Begin("t", S(0), Never);
        await silo.Delay(S(60));
        Assert.Equal(["t 0"], silo.Events());
    });

    [Theory]
    [InlineData(false, "work 0", "t 5")]
    [InlineData(true, "work 0", "t 1")]
    public void Tick_GrainBusy_WaitsUnlessInterleaving(bool interleave, params string[] events) => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ITimerGrain>("a");
        await grain.Begin("t", S(1), Never, interleave: interleave);
        await grain.Work(S(5));
        await silo.Delay(S(1));
        Assert.Equal(events, silo.Events());
    });

    [Fact]
    public void Tick_Throws_ScheduleGoesOn() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ITimerGrain>("a");
        await grain.FailNextTick();
        await grain.Begin("t", S(1), S(1));
        await silo.Delay(S(2.5));
        Assert.Equal(["t 1", "t 2"], silo.Events());
    });

    [Fact]
    public void Dispose_TickRuns_TokenIsSignalledAndNoMoreTicks() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ITimerGrain>("a");
        await grain.Begin("t", S(1), S(1), takes: S(100), interleave: true);
        await silo.Delay(S(2));
        await grain.End("t");
        await silo.Delay(S(200));
        Assert.Equal(["t 1", "t cancelled 2"], silo.Events());
    });

    [Fact]
    public void Change_Paused_StartsAndStops() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ITimerGrain>("a");
        await grain.Begin("t", Never, Never);
        await silo.Delay(S(10));
        await grain.Change("t", S(1), S(2));
        await silo.Delay(S(4));
        await grain.Change("t", Never, Never);
        await silo.Delay(S(100));
        Assert.Equal(["t 11", "t 13"], silo.Events());
    });

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Collection_TimerTicks_CountAsUseOnlyWithKeepAlive(bool keepAlive, bool collected) => Run(async silo =>
    {
        await silo.Grains.GetGrain<ITimerGrain>("a").Begin("t", S(60), S(60), keepAlive: keepAlive);
        await silo.Delay(TimeSpan.FromMinutes(30));
        Assert.Equal(collected, silo.Events().Any(one => one.StartsWith("deactivated ActivationIdle", StringComparison.Ordinal)));
        Assert.Equal(collected, silo.Events().Count < 20);
    });

    [Fact]
    public void Register_OutsideOfTurns_Throws() => Run(async silo =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<ITimerGrain>("a").BeginOnPool()));
}
