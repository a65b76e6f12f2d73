using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Runtime.Placement.Filtering;

#pragma warning disable ORLEANSEXP004 // Filters by silo metadata are part of the API that is tested.

namespace Krewe.Runtime.Tests.Grains;

public abstract class PlacedGrainBase(EventLog log, TimeProvider time, ILocalSiloDetails silo) : Grain, IGrainMigrationParticipant
{
    private int _value;

    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);

    public Task<int> Add(int amount) => Task.FromResult(_value += amount);

    public async Task<SiloAddress> Hold(TimeSpan span)
    {
        await Task.Delay(span, time);
        return silo.SiloAddress;
    }

    public Task<SiloAddress> WhereIs(string other) => GrainFactory.GetGrain<IRandomGrain>(other).Where();

    public Task MoveTo(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> Reason() => Task.FromResult(string.Join(' ', log.Events));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        log.Add($"{this.GetPrimaryKeyString()} on {silo.Name}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        log.Add($"{this.GetPrimaryKeyString()} off {silo.Name} {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext) => dehydrationContext.TryAddValue("value", _value);

    public void OnRehydrate(IRehydrationContext rehydrationContext) => rehydrationContext.TryGetValue("value", out _value);
}

[GrainType("test.random"), RandomPlacement]
public sealed class RandomGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), IRandomGrain;

[GrainType("test.local"), PreferLocalPlacement]
public sealed class LocalGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), ILocalGrain;

[GrainType("test.hashed"), HashBasedPlacement]
public sealed class HashedGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), IHashedGrain;

[GrainType("test.counted"), ActivationCountBasedPlacement]
public sealed class CountedGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), ICountedGrain;

[GrainType("test.host-bound"), HostBound]
public sealed class HostBoundGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), IHostBoundGrain;

[GrainType("test.sifted"), RandomPlacement, OddSilos(3), NamedSilo("silo-1", 1)]
public sealed class SiftedGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), ISiftedGrain;

[GrainType("test.regional"), RandomPlacement, RequiredMatchSiloMetadataPlacementFilter(["region"])]
public sealed class RegionalGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), IRegionalGrain;

[GrainType("test.worker"), StatelessWorker]
public sealed class WorkerGrain(EventLog log, TimeProvider time, ILocalSiloDetails silo) : PlacedGrainBase(log, time, silo), IWorkerGrain;
