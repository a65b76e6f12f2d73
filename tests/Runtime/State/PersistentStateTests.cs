using Krewe.Runtime.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.State;

public sealed class PersistentStateTests
{
    [Fact]
    public void Write_ThenNextActivation_ReadsIt() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IStateGrain>("a");
        Assert.Equal(0, await grain.Get());
        Assert.False(await grain.Exists());
        await grain.Add(5);
        await grain.AddWithoutWriting(100);
        await grain.Leave();
        Assert.Equal(5, await grain.Get());
        Assert.True(await grain.Exists());
        await grain.Clear();
        Assert.Equal(0, await grain.Get());
        Assert.False(await grain.Exists());
    });

    [Fact]
    public void Write_TwiceAtOnce_OneWriteWithTheLatestState() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IStateGrain>("a");
        Assert.Equal(30, await grain.WriteTwiceAtOnce());
        Assert.Single(silo.History.Lines, line => line.Contains(" write ", StringComparison.Ordinal));
        await grain.Leave();
        Assert.Equal(30, await grain.Get());
    });

    [Fact]
    public void Write_ChangedBySomebodyElse_ActivationEndsAndReadsAnew() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IStateGrain>("a");
        await grain.Add(1);
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var other = new GrainState<CounterState>();
        await storage.ReadStateAsync("counter", grain.GetGrainId(), other);
        other.State!.Value = 50;
        await storage.WriteStateAsync("counter", grain.GetGrainId(), other);

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Add(1));
        Assert.Equal(50, await grain.Get());
        await grain.Add(1);
        Assert.Equal(51, await grain.Get());
    });

    [Fact]
    public void Activate_NoSuchStorage_SaysSo() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<INoStorageGrain>("a");
        var exception = await Assert.ThrowsAsync<BadProviderConfigException>(grain.Touch);
        Assert.Contains("'nowhere'", exception.Message, StringComparison.Ordinal);
    });
}

public interface INoStorageGrain : IGrainWithStringKey
{
    Task Touch();
}

[GrainType("test.no-storage")]
public sealed class NoStorageGrain([PersistentState("x", "nowhere")] IPersistentState<CounterState> state) : Grain, INoStorageGrain
{
    public Task Touch() => state.WriteStateAsync();
}
