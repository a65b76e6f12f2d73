using Orleans.Placement;
using Orleans.Runtime.Placement.Filtering;

#pragma warning disable ORLEANSEXP004 // The filters by silo metadata are part of what is tested.

namespace Krewe.Conformance.Tests.Placement;

public abstract class PlacedGrainBase(ILocalSiloDetails silo) : Grain, IPlacedGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);

    public Task<SiloAddress> WhereIsLocal(string other) => GrainFactory.GetGrain<ILocalGrain>(other).Where();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

[GrainType("conf.placed-random"), RandomPlacement]
public sealed class RandomGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), IRandomGrain;

[GrainType("conf.placed-local"), PreferLocalPlacement]
public sealed class LocalGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), ILocalGrain;

[GrainType("conf.placed-hashed"), HashBasedPlacement]
public sealed class HashedGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), IHashedGrain;

[GrainType("conf.placed-counted"), ActivationCountBasedPlacement]
public sealed class CountedGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), ICountedGrain;

[GrainType("conf.placed-directed"), ByName]
public sealed class DirectedGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), IDirectedGrain;

[GrainType("conf.placed-sifted"), RandomPlacement, NotSilo("Silo_0", 2), NorSilo("Silo_1", 1)]
public sealed class SiftedGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), ISiftedGrain;

[GrainType("conf.placed-nowhere"), RandomPlacement, NotSilo("", 1)]
public sealed class NowhereGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), INowhereGrain;

[GrainType("conf.placed-regional"), RandomPlacement, RequiredMatchSiloMetadataPlacementFilter(["region"])]
public sealed class RegionalGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), IRegionalGrain;

[GrainType("conf.placed-preferred"), RandomPlacement, PreferredMatchSiloMetadataPlacementFilter(["region"], 1)]
public sealed class PreferredGrain(ILocalSiloDetails silo) : PlacedGrainBase(silo), IPreferredGrain;
