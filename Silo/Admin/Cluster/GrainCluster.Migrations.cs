using Krewe.Errors;
using Krewe.Migrations;
using Krewe.Naming;

namespace Krewe.Silo.Admin.Cluster;

/// <content>Replicas that move.</content>
internal sealed partial class GrainCluster
{
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
