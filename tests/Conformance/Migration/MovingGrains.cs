using System.Buffers;
using System.Text;
using Krewe.Conformance.Tests.Persistence;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Krewe.Conformance.Tests.Migration;

public abstract class MovingGrainBase(IPersistentState<Number> state, ILocalSiloDetails silo, bool fails) : Grain, IMovingGrain, IGrainMigrationParticipant
{
    private int _count;
    private string? _carried;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Notes.Of(this).Add($"activated with {_count}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Notes.Of(this).Add($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        ArgumentNullException.ThrowIfNull(dehydrationContext);
        Notes.Of(this).Add("dehydrated");
        if (fails)
        {
            throw new InvalidOperationException("a participant of a test that fails on purpose");
        }

        dehydrationContext.TryAddValue("count", _count);
        dehydrationContext.AddBytes("text", Encoding.UTF8.GetBytes($"from {silo.Name}"));
        Notes.Of(this).Add($"keys {string.Join(' ', dehydrationContext.Keys.Where(key => key is "count" or "text").Order())}");
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        ArgumentNullException.ThrowIfNull(rehydrationContext);
        Notes.Of(this).Add("rehydrated");
        rehydrationContext.TryGetValue("count", out _count);
        if (rehydrationContext.TryGetBytes("text", out var bytes))
        {
            _carried = Encoding.UTF8.GetString(bytes.ToArray());
        }
    }

    public Task<int> Add(int amount) => Task.FromResult(_count += amount);

    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);

    public Task MoveTo(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public async Task Store(int value)
    {
        state.State.Value = value;
        await state.WriteStateAsync();
    }

    public Task<(int Value, string? Version)> Stored() => Task.FromResult((state.State.Value, state.Etag));

    public Task<string?> Carried() => Task.FromResult(_carried);

    public async Task Hold()
    {
        Notes.Of(this).Add("holds");
        await Notes.Of(this).Gate("hold");
    }
}

[GrainType("conf.moving"), RandomPlacement]
public sealed class MovingGrain([PersistentState("one", "test")] IPersistentState<Number> state, ILocalSiloDetails silo)
    : MovingGrainBase(state, silo, false), ICarefulGrain;

[GrainType("conf.forgetful"), RandomPlacement]
public sealed class ForgetfulGrain([PersistentState("one", "test")] IPersistentState<Number> state, ILocalSiloDetails silo)
    : MovingGrainBase(state, silo, true), IForgetfulGrain;
