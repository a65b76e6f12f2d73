using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Machines;

namespace Krewe.Silo.Admin.Cluster;

/// <content>Machines that come and go.</content>
internal sealed partial class GrainCluster : IMachineReader
{
    public async Task<(ImmutableArray<MachinesView> Pools, ImmutableArray<Problem> Problems)> GetMachinesAsync(CancellationToken cancellationToken)
    {
        var problems = new ConcurrentQueue<Problem>();
        _ = await AskFleetAsync(problems, cancellationToken);
        var views = await Task.WhenAll(_knownPools.Select(pool => AskAsync(() => grains.GetGrain<IMachinesGrain>(pool.ToString()).GetAsync(), $"machines of pool {pool}", problems, cancellationToken)));
        return (
            [.. views.OfType<MachinesView>().Where(view => !view.Machines.IsEmpty || !view.Groups.IsEmpty || !view.Spent.IsEmpty).OrderBy(view => view.Pool.ToString(), StringComparer.Ordinal)],
            [.. problems.OrderBy(problem => problem.Where, StringComparer.Ordinal)]);
    }
}
