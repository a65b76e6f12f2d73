using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Pools;

namespace Krewe.Silo.Admin.Cluster;

/// <content>Regions.</content>
internal sealed partial class GrainCluster : IRegionOffice
{
    public async Task<(ImmutableArray<RegionView> Regions, ImmutableArray<Problem> Problems)> GetRegionsAsync(CancellationToken cancellationToken)
    {
        var problems = new ConcurrentQueue<Problem>();
        var members = GetSilosAsync(cancellationToken);
        var fleet = await AskFleetAsync(problems, cancellationToken) ?? throw new KreweException(AdminProblems.Incomplete("the regions", "cluster", [.. problems], []));
        var pools = await Task.WhenAll(fleet.Pools.Select(pool => AskAsync(() => GetPool(pool).GetAsync(), $"pool {pool}", problems, cancellationToken)));
        return (RegionViews.Of(fleet, [.. pools.OfType<PoolView>()], await members), [.. problems.OrderBy(problem => problem.Where, StringComparer.Ordinal)]);
    }

    public Task<RegionMaintenance> DrainRegionAsync(string region, bool drain, CancellationToken cancellationToken) =>
        WithinAsync(Fleet.DrainRegionAsync(region, drain), cancellationToken);

    public Task<SpreadStatus> HoldAsync(ModelKey model, string? region, CancellationToken cancellationToken) =>
        WithinAsync(Fleet.HoldAsync(model, region), cancellationToken);
}
