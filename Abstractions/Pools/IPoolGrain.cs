using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Specs;
using Orleans.Concurrency;

namespace Krewe.Pools;

/// <summary>The hosts of a pool and the models assigned to it. Key: <see cref="PoolKey"/>.</summary>
[Alias("krewe.IPoolGrain")]
public interface IPoolGrain : IGrainWithStringKey
{
    /// <summary>A host tells what it is and holds; the pool brings what is nearer to what is wanted.</summary>
    /// <param name="host">The host.</param>
    [Alias("host"), OneWay]
    Task ReportHostAsync(HostView host);

    /// <summary>Stores a model's spec and sets out to make it so. The same spec again changes nothing.</summary>
    /// <param name="spec">A valid spec whose pool this is.</param>
    /// <param name="generation">The fleet's number for this change, above all before it; not used when nothing changes.</param>
    [Alias("assign")]
    Task<AssignResult> AssignAsync(ModelSpec spec, long generation);

    /// <summary>Stops a model's replicas and forgets it. False when it is not there.</summary>
    /// <param name="model">The model.</param>
    [Alias("unassign")]
    Task<bool> UnassignAsync(ModelKey model);

    /// <summary>What the pool is and does.</summary>
    [Alias("get")]
    Task<PoolView> GetAsync();

    /// <summary>Why a model is as it is; null when it is not there.</summary>
    /// <param name="model">The model.</param>
    [Alias("explain")]
    Task<ModelExplanation?> ExplainAsync(ModelKey model);

    /// <summary>Changes how many replicas a model has; all else of its spec stays. Null when the pool does not have it, or it was deleted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="replicas">How many.</param>
    /// <param name="generation">Greater than that of every earlier spec of the model.</param>
    /// <exception cref="Errors.KreweException">The number is not valid (KRW2001).</exception>
    [Alias("scale")]
    Task<AssignResult?> ScaleAsync(ModelKey model, int replicas, long generation);

    /// <summary>Takes over how many replicas models are to have by their demand. What an operator said for a while holds nevertheless. Can be repeated.</summary>
    /// <param name="targets">The models whose number is to change.</param>
    [Alias("target")]
    Task SetTargetsAsync(ImmutableArray<ReplicaTarget> targets);

    /// <summary>Has a model keep a number of replicas for a while, whatever its spec and demand say. Null when the pool does not have it, or it was deleted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="replicas">How many, 0 to 1,000; null to end it.</param>
    /// <param name="duration">For how long, 1 s to 30 days; not used when it ends.</param>
    /// <exception cref="Errors.KreweException">The number or the duration is not valid (KRW2001).</exception>
    [Alias("override")]
    Task<AssignResult?> OverrideAsync(ModelKey model, int? replicas, TimeSpan duration);

    /// <summary>What the fleet needs to spread models over regions.</summary>
    [Alias("region"), AlwaysInterleave]
    Task<PoolRegion> GetRegionAsync();

    /// <summary>Has models do with fewer replicas for now, or no longer. What is not named stays. Can be repeated.</summary>
    /// <param name="caps">The models, each with the most replicas that it may have.</param>
    [Alias("caps")]
    Task SetCapsAsync(ImmutableArray<ModelCap> caps);

    /// <summary>The models whose number of replicas follows demand, and what there is for them.</summary>
    [Alias("demand"), AlwaysInterleave]
    Task<PoolDemand> GetDemandAsync();

    /// <summary>Takes a host or a device out of service, or back. Refused, with nothing changed, when replicas there have no other place and it is not forced.</summary>
    /// <param name="order">Which, and what.</param>
    /// <exception cref="Errors.KreweException">There is no such host or device (KRW3105), or no room (KRW3107).</exception>
    [Alias("maintain")]
    Task<MaintenanceResult> MaintainAsync(MaintenanceOrder order);

    /// <summary>Takes note of machines that could be added: models that fit only there are let in. Told again and again; not stored.</summary>
    /// <param name="machines">One of each group, all free.</param>
    /// <param name="spot">How much may be on spot machines.</param>
    [Alias("offer")]
    Task OfferAsync(ImmutableArray<HostView> machines, SpotLimits spot);

    /// <summary>Everything that the pool decides from.</summary>
    [Alias("snapshot")]
    Task<PoolSnapshot> GetSnapshotAsync();

    /// <summary>Moves a replica to another host while it serves: another one is started there and takes its place. Returns when that is stored.</summary>
    /// <param name="order">Which, and where to.</param>
    /// <exception cref="Errors.KreweException">There is no such replica or host (KRW3105), it cannot be moved now, or there is no room (KRW3109).</exception>
    [Alias("migrate")]
    Task<Migration> MigrateAsync(MigrationOrder order);

    /// <summary>Takes a migration back: replicas that were told to stop do so, all else is as before in the end. Null when it is not there, or has ended.</summary>
    /// <param name="migration">Its id.</param>
    [Alias("take-back")]
    Task<Migration?> TakeBackAsync(string migration);
}
