using Krewe.Runtime.Tests.Grains;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Turns;

public sealed class InterleavingTests
{
    [Theory]
    [InlineData(nameof(IBusyGrain.Work), nameof(IBusyGrain.Work), 2)]
    [InlineData(nameof(IBusyGrain.Read), nameof(IBusyGrain.Read), 1)]
    [InlineData(nameof(IBusyGrain.Read), nameof(IBusyGrain.Work), 2)]
    [InlineData(nameof(IBusyGrain.Work), nameof(IBusyGrain.Read), 2)]
    public void Call_OrdinaryGrain_OneAtATimeButReadersTogether(string first, string second, int seconds) => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IBusyGrain>("a", typeof(BusyGrain).FullName);
        Assert.Equal(seconds, await silo.SecondsOf(() => Task.WhenAll(Call(grain, first), Call(grain, second))));
        Assert.Equal(seconds == 1 ? 2 : 1, await grain.MaxInside());
    });

    [Fact]
    public void Call_ReentrantGrain_AllAtOnce() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IReentrantBusyGrain>("a");
        Assert.Equal(1, await silo.SecondsOf(() => Task.WhenAll(grain.Work(S(1)), grain.Work(S(1)), grain.Read(S(1)))));
        Assert.Equal(3, await grain.MaxInside());
    });

    [Theory]
    [InlineData(nameof(IBusyGrain.Work), nameof(IBusyGrain.Rush), 1)] // true for the incoming one
    [InlineData(nameof(IBusyGrain.Rush), nameof(IBusyGrain.Work), 1)] // true for the running one
    [InlineData(nameof(IBusyGrain.Work), nameof(IBusyGrain.Work), 2)]
    public void Call_MayInterleave_AsThePredicateSays(string first, string second, int seconds) => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IPredicateBusyGrain>("a");
        Assert.Equal(seconds, await silo.SecondsOf(() => Task.WhenAll(Call(grain, first), Call(grain, second))));
    });

    [Fact]
    public void Call_AlwaysInterleave_OvertakesWhatWaits() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IBusyGrain>("a", typeof(BusyGrain).FullName);
        var first = grain.Work(S(5));
        var second = grain.Work(S(5));
        await silo.Delay(S(1));
        Assert.Equal(0, await silo.SecondsOf(async () => Assert.Equal(1, await grain.Peek())));
        await Task.WhenAll(first, second);
    });

    [Fact]
    public void Call_OneWay_CompletesAtSend() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IBusyGrain>("a", typeof(BusyGrain).FullName);
        Assert.Equal(0, await silo.SecondsOf(() => grain.Start(S(5))));
        Assert.Equal(5, await silo.SecondsOf(() => grain.Work(S(0))));
    });

    [Fact]
    public void CallChain_Allowed_ComesBackIn() => Run(async silo =>
        Assert.Equal("a", await silo.Grains.GetGrain<IChainGrain>("a").ThereAndBack("b", allow: true)));

    [Fact]
    public void CallChain_NotAllowed_TimesOut() => Run(async silo =>
    {
        var a = silo.Grains.GetGrain<IChainGrain>("a");
        Assert.Equal(2, await silo.SecondsOf(() => Assert.ThrowsAsync<TimeoutException>(() => a.ThereAndBack("b", allow: false))));
        Assert.Equal("a", await a.Name());
    });

    private static Task Call(IBusyGrain grain, string method) => method switch
    {
        nameof(IBusyGrain.Work) => grain.Work(S(1)),
        nameof(IBusyGrain.Read) => grain.Read(S(1)),
        _ => grain.Rush(S(1)),
    };
}
