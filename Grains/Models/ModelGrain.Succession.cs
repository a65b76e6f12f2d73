using Krewe.Grains.Models.Shards;
using Krewe.Models;
using Krewe.Naming;

namespace Krewe.Grains.Models;

/// <content>Replicas whose place another one takes while both are there.</content>
internal sealed partial class ModelGrain
{
    /// <summary>How long a replica gets no requests after a switch that is not told again.</summary>
    private static readonly TimeSpan SwitchWearsOff = TimeSpan.FromSeconds(5);

    public async Task<int> SwitchAsync(ReplicaId from, ReplicaId? to)
    {
        var running = Leave(from, to);
        if (_key.Shard == 0 && _ledger is { Count: > 1 } ledger)
        {
            running += (await Task.WhenAll(Enumerable.Range(1, ledger.Count - 1).Select(shard => SwitchShardAsync(shard, from, to)))).Sum();
        }

        return running;
    }

    /// <summary>A shard that does not answer may still give it requests: it counts as one.</summary>
    private async Task<int> SwitchShardAsync(int shard, ReplicaId from, ReplicaId? to)
    {
        var key = (_key with { Shard = shard }).ToString();
        try
        {
            return await GrainFactory.GetGrain<IModelGrain>(key).SwitchAsync(from, to).WaitAsync(ShardTimes.Patience, time);
        }
        catch (Exception exception)
        {
            Log.ShardSilent(logger, key, exception);
            return 1;
        }
    }

    private int Leave(ReplicaId from, ReplicaId? to)
    {
        if (!_replicas.TryGetValue(from, out var leaving))
        {
            return 0;
        }

        var now = time.GetUtcNow();
        leaving.Leave(now + SwitchWearsOff);
        if (leaving.Kept > 0)
        {
            CallBack(now); // a front that keeps slots of it would go on sending
        }

        if (to is { } successor && _replicas.TryGetValue(successor, out var next))
        {
            next.Inherit(leaving);
        }

        return leaving.Running;
    }
}
