using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Replicas;

namespace Krewe.Silo.Front;

/// <summary>Which shard of a split queue a request goes to: one after the other, so that each sees the same mix; with an affinity key always the same.</summary>
internal sealed class ShardChoice
{
    private uint _next;

    /// <summary>The key of the queue.</summary>
    public ModelKey Choose(ModelView view, string? affinity)
    {
        var key = view.Spec.GetKey();
        var shards = (uint)view.Spec.Queue.Shards;
        if (shards <= 1)
        {
            return key;
        }

        var number = affinity is null ? Interlocked.Increment(ref _next) : AffinityPolicy.Score(affinity, []);
        return key with { Shard = (int)(number % shards) };
    }
}
