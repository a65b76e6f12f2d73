using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.state")]
public sealed class StateGrain([PersistentState("counter")] IPersistentState<CounterState> state) : Grain, IStateGrain
{
    public Task<int> Get() => Task.FromResult(state.State.Value);

    public Task<bool> Exists() => Task.FromResult(state.RecordExists);

    public async Task Add(int amount)
    {
        state.State.Value += amount;
        await state.WriteStateAsync();
    }

    public Task AddWithoutWriting(int amount)
    {
        state.State.Value += amount;
        return Task.CompletedTask;
    }

    public async Task<int> WriteTwiceAtOnce()
    {
        state.State.Value = 10;
        var first = state.WriteStateAsync();
        state.State.Value = 20;
        var second = state.WriteStateAsync();
        state.State.Value = 30;
        await Task.WhenAll(first, second);
        return state.State.Value;
    }

    public Task Clear() => state.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
