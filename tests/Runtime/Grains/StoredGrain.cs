using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>Counts in stored state.</summary>
[GrainType("test.stored"), RandomPlacement]
public sealed class StoredGrain([PersistentState("counter")] IPersistentState<CounterState> state, EventLog log, ILocalSiloDetails local) : Grain, IStoredGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        log.Add($"off {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<SiloAddress> Where() => Task.FromResult(local.SiloAddress);

    public async Task<int> Add(int amount)
    {
        state.State.Value += amount;
        await state.WriteStateAsync();
        return state.State.Value;
    }

    public Task<SiloAddress> Hold(TimeSpan time) => Task.FromResult(local.SiloAddress);

    public Task<SiloAddress> WhereIs(string other) => Task.FromResult(local.SiloAddress);

    public Task MoveTo(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        this.MigrateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> Reason() => Task.FromResult(state.Etag ?? "none");
}
