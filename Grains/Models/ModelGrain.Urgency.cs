using Krewe.Grains.Models.Shards;
using Krewe.Scheduling.Queueing.Preemption;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>
/// Critical requests that would miss their deadline while batch work runs in slots of other shards. The shard tells when its first must begin; a shard that
/// owes a slot then gives it up by cancelling what is executed in it.
/// </content>
internal sealed partial class ModelGrain
{
    // When the critical request at the head must begin, and no slot of this shard will be free; null for none.
    private DateTimeOffset? _urgentBy;

    // The same of the other shards, the earliest.
    private DateTimeOffset? _urgentElsewhere;

    /// <summary>Called when the next is a critical request and no batch work is executed here.</summary>
    private void NoteUrgent(List<RunningWork> running, string? version, DateTimeOffset by, DateTimeOffset now)
    {
        // Which version the slots of other shards are of is not known here: whoever asks for one waits for it.
        if (version is null && by > now && (_key.Shard > 0 || IsSplit) && !running.Exists(work => work.ExpectedEnd > now && work.ExpectedEnd <= by))
        {
            _urgentBy = by;
        }
    }

    /// <summary>Called at the end of a turn: a slot that is owed to a critical request of another shard is freed in time.</summary>
    private void PreemptForOthers(DateTimeOffset now)
    {
        if (_urgentElsewhere is not { } by || by < now || Configuration is not { Spec.Idempotent: true } || _estimate.Current is not { } estimate || Owed() == 0)
        {
            return;
        }

        var (running, executions) = WorkOf(_replicas.Values.Where(one => one.Ready && one.UsedSlots > one.Share), estimate.Typical);
        if (PreemptionPolicy.Choose(running, (int)ServiceClass.Batch, 0, TimeSpan.Zero, by, now) is { } victim)
        {
            Preempt(executions[(int)victim]);
        }
    }

    /// <summary>The earliest of the other shards, as far as they told.</summary>
    private static DateTimeOffset? UrgentBeside(ShardLedger ledger, int shard)
    {
        DateTimeOffset? earliest = null;
        for (var other = 0; other < ledger.Count; other++)
        {
            if (other != shard && ledger.Rows[other].Report?.Urgent is { } by && !(by >= earliest))
            {
                earliest = by;
            }
        }

        return earliest;
    }
}
