using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Pools;

namespace Krewe.Silo.Admin.Cluster;

/// <content>Replicas that move.</content>
internal sealed partial class GrainCluster
{
    /// <summary>How long one that has ended is still told of with the cluster's status.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(10);

    private ImmutableArray<Migration> RecentMigrations(ImmutableArray<PoolView> pools)
    {
        var since = time.GetUtcNow() - Recently;
        return [.. pools.SelectMany(pool => pool.Migrations).Where(migration => !migration.Ended || migration.EndedAt > since).OrderBy(migration => migration.BegunAt)];
    }

    public async Task<Migration> MigrateAsync(MigrationOrder order, CancellationToken cancellationToken)
    {
        var answers = await GetPoolsAsync(cancellationToken);
        var pool = answers.Pools.FirstOrDefault(one => one.Models.Any(model => model.Replicas.Any(replica => replica.Id == order.Replica)))
            ?? throw new KreweException(answers.Problems.IsEmpty
                ? new Problem { Code = ErrorCodes.NotFound, Message = $"there is no replica '{order.Replica}'", Where = "replica" }
                : AdminProblems.Incomplete($"whether there is a replica '{order.Replica}'", "replica", answers.Problems, []));
        return await WithinAsync(GetPool(pool.Key).MigrateAsync(order), cancellationToken);
    }

    public Task<Migration?> TakeBackAsync(PoolKey pool, string migration, CancellationToken cancellationToken) =>
        WithinAsync(GetPool(pool).TakeBackAsync(migration), cancellationToken);
}
