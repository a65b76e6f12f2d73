using Krewe.Grains.Pools;
using Krewe.Migrations;
using Krewe.Naming;

namespace Krewe.Grains.Migrations;

/// <summary>Which replicas of a pool are part of a migration, and so not for anybody else to place or stop.</summary>
internal sealed class MovingReplicas
{
    private readonly HashSet<ReplicaId> _come = [], _leave = [], _all = [];

    public MovingReplicas(PoolState state)
    {
        foreach (var migration in state.Migrations.Values)
        {
            foreach (var step in migration.Steps)
            {
                _all.Add(step.Replica);
                if (step.Kind == MigrationStepKind.Stop && step.Phase is MigrationPhase.Waiting or MigrationPhase.Switching)
                {
                    _leave.Add(step.Replica);
                }
                else if (step.Phase == MigrationPhase.Undoing
                    || (migration.Replaced(step) is { } before && state.Replicas.TryGetValue(before.Replica.ToString(), out var held) && !held.Stopping))
                {
                    _come.Add(step.Replica);
                }
            }
        }
    }

    /// <summary>It is part of a migration that has not ended.</summary>
    public bool Has(ReplicaId replica) => _all.Contains(replica);

    /// <summary>It takes the place of one that is still there.</summary>
    public bool Comes(ReplicaId replica) => _come.Contains(replica);

    /// <summary>A migration stops it when what comes for it serves.</summary>
    public bool Leaves(ReplicaId replica) => _leave.Contains(replica);
}
