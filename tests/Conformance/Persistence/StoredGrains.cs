using Orleans.Storage;

namespace Krewe.Conformance.Tests.Persistence;

public abstract class StoredGrainBase(IPersistentState<Number> state, IPersistentState<Number> other, ILocalSiloDetails silo) : Grain, IStoredGrain
{
    private readonly Guid _instance = Guid.NewGuid();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Notes.Of(this).Add($"activated with {state.State.Value}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Notes.Of(this).Add($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Get() => Task.FromResult(state.State.Value);

    public Task<bool> Exists() => Task.FromResult(state.RecordExists);

    public Task<string?> Version() => Task.FromResult(state.Etag);

    public async Task Set(int value)
    {
        state.State.Value = value;
        await state.WriteStateAsync();
    }

    public Task SetWithoutWriting(int value)
    {
        state.State.Value = value;
        return Task.CompletedTask;
    }

    public Task Write() => state.WriteStateAsync();

    public Task Read() => state.ReadStateAsync();

    public Task Clear() => state.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Guid> Instance() => Task.FromResult(_instance);

    public async Task<string> CatchWrite(int value)
    {
        try
        {
            await Set(value);
            return "written";
        }
        catch (InconsistentStateException)
        {
            return "conflict";
        }
    }

    public async Task<int> SetManyAtOnce(int[] values)
    {
        List<Task> writes = [];
        foreach (var value in values)
        {
            state.State.Value = value;
            writes.Add(state.WriteStateAsync());
        }

        await Task.WhenAll(writes);
        return state.State.Value;
    }

    public async Task<int> SetOther(int value)
    {
        other.State.Value = value;
        await other.WriteStateAsync();
        return other.State.Value;
    }

    public Task<int> GetOther() => Task.FromResult(other.State.Value);

    public async Task Replace(int value)
    {
        state.State = new Number { Value = value };
        await state.WriteStateAsync();
    }

    public Task<SiloAddress> Silo() => Task.FromResult(silo.SiloAddress);
}

[GrainType("conf.stored")]
public sealed class StoredGrain(
    [PersistentState("one", "test")] IPersistentState<Number> state,
    [PersistentState("two", "test")] IPersistentState<Number> other,
    ILocalSiloDetails silo) : StoredGrainBase(state, other, silo), IOwnStoredGrain;

[GrainType("conf.stored-in-memory")]
public sealed class MemoryStoredGrain(
    [PersistentState("one")] IPersistentState<Number> state,
    [PersistentState("two")] IPersistentState<Number> other,
    ILocalSiloDetails silo) : StoredGrainBase(state, other, silo), IMemoryStoredGrain;

[GrainType("conf.unstored")]
public sealed class UnstoredGrain([PersistentState("one", "nowhere")] IPersistentState<Number> state) : Grain, IUnstoredGrain
{
    public Task Ping() => Task.FromResult(state.State.Value);
}
