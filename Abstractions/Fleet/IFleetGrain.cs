using System.Collections.Immutable;
using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;
using Orleans.Concurrency;

namespace Krewe.Fleet;

/// <summary>Regions and pools, and which model is assigned where. There is one; its key is <see cref="Key"/>.</summary>
[Alias("krewe.IFleetGrain")]
public interface IFleetGrain : IGrainWithStringKey
{
    /// <summary>The key of the one fleet grain.</summary>
    const string Key = "fleet";

    /// <summary>A pool tells that it is there, and which models it holds. Gives the models that it holds and should not.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="models">Its models, those that are being removed not counted.</param>
    [Alias("pool"), AlwaysInterleave]
    Task<ImmutableArray<ModelKey>> ReportPoolAsync(PoolKey pool, ImmutableArray<ModelKey> models);

    /// <summary>Assigns a model to the pool that its spec names; if it was in another one, it is removed there.</summary>
    /// <param name="spec">The spec; it is validated.</param>
    /// <exception cref="Errors.KreweException">The spec is not valid (KRW2001), or there is no such pool (KRW3101).</exception>
    [Alias("apply")]
    Task<AssignResult> ApplyAsync(ModelSpec spec);

    /// <summary>Changes how many replicas a model has; all else of its spec stays. Null when there is no such model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="replicas">How many.</param>
    /// <exception cref="Errors.KreweException">The number is not valid (KRW2001).</exception>
    [Alias("scale")]
    Task<AssignResult?> ScaleAsync(ModelKey model, int replicas);

    /// <summary>Has a model keep a number of replicas for a while, whatever its spec and demand say. Null when there is no such model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="replicas">How many, 0 to 1,000; null to end it.</param>
    /// <param name="duration">For how long, 1 s to 30 days; not used when it ends.</param>
    /// <exception cref="Errors.KreweException">The number or the duration is not valid (KRW2001).</exception>
    [Alias("override")]
    Task<AssignResult?> OverrideAsync(ModelKey model, int? replicas, TimeSpan duration);

    /// <summary>Deletes a model. False when it is not there.</summary>
    /// <param name="model">The model.</param>
    [Alias("delete")]
    Task<bool> DeleteAsync(ModelKey model);

    /// <summary>What a silo's front needs to know of regions; and it tells how far the others are from its own, and what comes to it.</summary>
    /// <param name="report">What the front tells.</param>
    [Alias("routes"), AlwaysInterleave]
    Task<FleetRoutes> GetRoutesAsync(FrontRegionReport report);

    /// <summary>Takes a region out of service, or back: its models are served in other regions where their specs allow it, and return. Can be repeated.</summary>
    /// <param name="region">The region.</param>
    /// <param name="drain">Out of service; false for back.</param>
    /// <exception cref="Errors.KreweException">There is no such region (KRW3105).</exception>
    [Alias("drain-region")]
    Task<RegionMaintenance> DrainRegionAsync(string region, bool drain);

    /// <summary>Says in which region a model is to be served, until that is taken back. Can be repeated.</summary>
    /// <param name="model">The model, in its own region.</param>
    /// <param name="region">The region, one that its spec allows; its own one to hold it there; null to take back what was said.</param>
    /// <exception cref="Errors.KreweException">There is no such model (KRW3105), or its spec does not allow the region, or that has no pool for it (KRW3109).</exception>
    [Alias("hold")]
    Task<SpreadStatus> HoldAsync(ModelKey model, string? region);

    /// <summary>The pools, and where each model is.</summary>
    [Alias("get"), AlwaysInterleave]
    Task<FleetView> GetAsync();
}
