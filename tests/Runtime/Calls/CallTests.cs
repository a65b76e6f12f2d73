using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Calls;

public sealed class CallTests
{
    [Fact]
    public void Arguments_ChangedAfterwards_NeitherSideSeesIt() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        List<int> values = [1];
        var call = grain.Keep(values);
        values.Add(2);
        await call;
        var result = await grain.Kept();
        Assert.Equal([1], result);
        result.Add(3);
        Assert.Equal([1], await grain.Kept());
    });

    [Fact]
    public void Arguments_Immutable_AreShared() => SimulatedSilo.Run(
        1,
        async silo =>
        {
            List<int> values = [1];
            await silo.Grains.GetGrain<ICallGrain>("a").KeepShared(values);
            Assert.Same(values, CallGrain.LastShared);
        },
        new SimulationOptions { Configure = builder => builder.Services.AddSingleton<EventLog>() });

    [Fact]
    public void RequestContext_Call_TravelsDownNotBack() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        RequestContext.Set("who", "me");
        Assert.Equal("me", await grain.Context("who"));
        Assert.Equal("me", await grain.ContextOfOther("b", "who"));
        await grain.SetContext("who", "you");
        Assert.Equal("me", RequestContext.Get("who"));
        RequestContext.Remove("who");
        Assert.Null(await grain.Context("who"));
    });

    [Fact]
    public void Throw_KnownType_ReachesCaller() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        Assert.Equal("argument", (await Assert.ThrowsAsync<ArgumentException>(() => grain.Throw("argument"))).ParamName);
        Assert.Equal(7, (await Assert.ThrowsAsync<OwnException>(() => grain.Throw("own"))).Code);
        var other = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Throw("what"));
        Assert.Equal("what", other.Message);
        Assert.Contains(nameof(CallGrain), other.StackTrace, StringComparison.Ordinal);
    });

    [Fact]
    public void Slow_OverItsTime_TimesOutWhileTheGrainGoesOn() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        Assert.Equal(3, await silo.SecondsOf(() => Assert.ThrowsAsync<TimeoutException>(() => grain.Slow(S(10)))));
        Assert.Equal(7, await silo.SecondsOf(async () => await grain.Name()));
    });

    [Fact]
    public void Stay_NoOwnTimeout_ThirtySeconds() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        Assert.Equal(30, await silo.SecondsOf(() => Assert.ThrowsAsync<TimeoutException>(() => grain.Stay(S(100)))));
    });

    [Fact]
    public void Cancel_BeforeTheCall_NothingIsSent() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Stay(S(1), new CancellationToken(true)));
        await grain.Name();
        Assert.Empty(silo.Events());
    });

    [Fact]
    public void Cancel_Running_CallerGoesAtOnceAndTokenIsSignalled() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        using var source = new CancellationTokenSource(S(2), silo.Time);
        Assert.Equal(2, await silo.SecondsOf(() => Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Stay(S(20), source.Token))));
        await grain.Name();
        Assert.Equal(["begun", "cancelled"], silo.Events());
    });

    [Fact]
    public void Cancel_Waiting_RequestIsWithdrawn() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        var first = grain.Stay(S(10));
        using var source = new CancellationTokenSource(S(2), silo.Time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Stay(S(20), source.Token));
        await first;
        Assert.Equal(10, (await silo.SecondsOf(async () => await grain.Name())) + silo.Time.Elapsed.TotalSeconds);
        Assert.Equal(["begun", "ended"], silo.Events());
    });

    [Fact]
    public void Call_ExpiredInTheQueue_IsDropped() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        var first = grain.Stay(S(20));
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Slow(S(100)));
        await first;
        Assert.Equal(0, await silo.SecondsOf(async () => await grain.Name()));
    });

    [Fact]
    public void GetGrain_NoClass_Throws() => Run(silo =>
    {
        Assert.Throws<ArgumentException>(() => silo.Grains.GetGrain<INobodyGrain>("a"));
        return Task.CompletedTask;
    });
}

public interface INobodyGrain : IGrainWithStringKey
{
    Task Never();
}
