using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What the admin API shows and changes of regions. Each change can be repeated.</summary>
internal interface IRegionOffice
{
    /// <summary>The regions that have pools, by name; and who did not answer.</summary>
    /// <exception cref="KreweException">The fleet does not answer (KRW5006).</exception>
    Task<(ImmutableArray<RegionView> Regions, ImmutableArray<Problem> Problems)> GetRegionsAsync(CancellationToken cancellationToken);

    /// <summary>Takes a region out of service, or back.</summary>
    /// <exception cref="KreweException">There is no such region (KRW3105).</exception>
    Task<RegionMaintenance> DrainRegionAsync(string region, bool drain, CancellationToken cancellationToken);

    /// <summary>Says in which region a model is to be served; null takes that back.</summary>
    /// <exception cref="KreweException">There is no such model (KRW3105), or it may not be served there (KRW3109).</exception>
    Task<SpreadStatus> HoldAsync(ModelKey model, string? region, CancellationToken cancellationToken);
}
