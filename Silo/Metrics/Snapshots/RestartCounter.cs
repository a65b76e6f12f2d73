using Krewe.Naming;

namespace Krewe.Silo.Metrics;

/// <summary>
/// Makes of the replicas' own counts, which begin again with each activation, what was added since the last snapshot.
/// Used by one thread at a time.
/// </summary>
internal sealed class RestartCounter
{
    private Dictionary<ReplicaId, int> _seen = [];

    /// <summary>Restarts since the last snapshot, by model; those with none are left out.</summary>
    public List<(ModelKey Model, int Starts)> Take(MetricsSnapshot snapshot)
    {
        var added = new List<(ModelKey, int)>();
        var now = new Dictionary<ReplicaId, int>();
        foreach (var replica in snapshot.Models.SelectMany(model => model.Replicas))
        {
            var before = _seen.GetValueOrDefault(replica.Id);
            var starts = replica.Restarts >= before ? replica.Restarts - before : replica.Restarts;
            now[replica.Id] = replica.Restarts;
            if (starts > 0)
            {
                added.Add((replica.Id.Model, starts));
            }
        }

        _seen = now;
        return added;
    }
}
