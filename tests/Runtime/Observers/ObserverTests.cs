using System.Runtime.CompilerServices;
using Krewe.Runtime.Tests.Grains;
using Orleans;
using Orleans.Runtime;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Observers;

/// <summary>Observers in the host of a silo, in virtual time.</summary>
public sealed class ObserverTests
{
    [Fact]
    public void Call_ByReference_ReachesTheObject() => Run(async silo =>
    {
        Bell bell = new();
        var reference = silo.Grains.CreateObjectReference<IBellObserver>(bell);
        var grain = silo.Grains.GetGrain<IBellGrain>("a");
        await grain.Subscribe(reference);

        Assert.Equal(1, await grain.Ring(7));
        await Task.Delay(S(1), silo.Time);
        Assert.Equal(["rang 7"], bell.Calls);
        Assert.Equal(42, await grain.Ask(reference, 41));
        GC.KeepAlive(bell);
    });

    [Fact]
    public void Call_SeveralAtOnce_RunOneAtATimeInOrder() => Run(async silo =>
    {
        Bell bell = new(silo.Time);
        var reference = silo.Grains.CreateObjectReference<IBellObserver>(bell);
        var grain = silo.Grains.GetGrain<IBellGrain>("a");
        await grain.Where();

        var seconds = await silo.SecondsOf(async () =>
        {
            Task[] calls = [grain.StayWith(reference, S(1)), grain.StayWith(reference, S(2)), grain.StayWith(reference, S(3))];
            await Task.Delay(S(0.5), silo.Time);
            Assert.Equal(1, await reference.Inside());
            await Task.WhenAll(calls);
        });

        Assert.Equal(6, seconds, 0.1);
        Assert.Equal(1, bell.MaxInside);
        Assert.Equal(["in 1", "out 1", "in 2", "out 2", "in 3", "out 3"], bell.Calls);
        GC.KeepAlive(bell);
    });

    [Fact]
    public void Call_TwoObservers_DoNotWaitForEachOther() => Run(async silo =>
    {
        Bell one = new(silo.Time), other = new(silo.Time);
        var grain = silo.Grains.GetGrain<IBellGrain>("a");
        var references = new[] { one, other }.Select(silo.Grains.CreateObjectReference<IBellObserver>).ToArray();
        await grain.Where();

        Assert.Equal(2, await silo.SecondsOf(() => Task.WhenAll(references.Select(reference => grain.StayWith(reference, S(2))))), 0.1);
        GC.KeepAlive((one, other));
    });

    [Fact]
    public void Call_ObserverFails_CallerGetsItUnlessOneWay() => Run(async silo =>
    {
        Bell bell = new() { Fails = true };
        var reference = silo.Grains.CreateObjectReference<IBellObserver>(bell);
        var grain = silo.Grains.GetGrain<IBellGrain>("a");
        await grain.Subscribe(reference);

        Assert.Equal("broken bell", (await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Ask(reference, 1))).Message);
        Assert.Equal(1, await grain.Ring(1));
        await Task.Delay(S(1), silo.Time);
        Assert.Equal(["rang 1"], bell.Calls);
        GC.KeepAlive(bell);
    });

    [Fact]
    public void Cancel_WhileItRuns_TokenIsSignalled() => Run(async silo =>
    {
        Bell bell = new(silo.Time);
        var reference = silo.Grains.CreateObjectReference<IBellObserver>(bell);
        using CancellationTokenSource source = new();
        var call = silo.Grains.GetGrain<IBellGrain>("a").StayWith(reference, S(20), source.Token);
        await Task.Delay(S(1), silo.Time);

        source.Cancel(); // here, not on another thread

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Task.Delay(S(1), silo.Time);
        Assert.True(bell.WasCancelled);
        GC.KeepAlive(bell);
    });

    [Fact]
    public void Delete_ThenCalled_CallerIsTold() => Run(async silo =>
    {
        Bell bell = new();
        var reference = silo.Grains.CreateObjectReference<IBellObserver>(bell);
        silo.Grains.DeleteObjectReference<IBellObserver>(reference);

        var gone = await Assert.ThrowsAsync<ClientNotAvailableException>(() => silo.Grains.GetGrain<IBellGrain>("a").Ask(reference, 1));
        Assert.StartsWith("KRW7239", gone.Message, StringComparison.Ordinal);
        GC.KeepAlive(bell);
    });

    [Fact]
    public void Call_ObjectThatNobodyKept_CallerIsTold() => Run(async silo =>
    {
        var reference = CreateForgotten(silo.Grains);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        await Assert.ThrowsAsync<ClientNotAvailableException>(() => silo.Grains.GetGrain<IBellGrain>("a").Ask(reference, 1));
    });

    [Fact]
    public void Pass_ObjectWithoutReference_IsNotSupported() => Run(async silo =>
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => silo.Grains.GetGrain<IBellGrain>("a").Subscribe(new Bell()));
        Assert.StartsWith("KRW7106", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void CreateAndDelete_WrongObjects_AreRefused() => Run(silo =>
    {
        Bell bell = new();
        var reference = silo.Grains.CreateObjectReference<IBellObserver>(bell);

        ArgumentException[] errors =
        [
            Assert.Throws<ArgumentException>(() => silo.Grains.CreateObjectReference<IBellObserver>(reference)),
            Assert.Throws<ArgumentException>(() => silo.Grains.CreateObjectReference<Bell>(bell)),
            Assert.Throws<ArgumentException>(() => silo.Grains.DeleteObjectReference<IBellObserver>(bell)),
        ];

        Assert.All(errors, error => Assert.StartsWith("KRW7242", error.Message, StringComparison.Ordinal));
        return Task.CompletedTask;
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IBellObserver CreateForgotten(IGrainFactory grains) => grains.CreateObjectReference<IBellObserver>(new Bell());
}
