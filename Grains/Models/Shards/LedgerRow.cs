using Krewe.Models.Shards;
using Krewe.Naming;

namespace Krewe.Grains.Models.Shards;

/// <summary>What the root knows of one shard. Owned by the ledger.</summary>
internal sealed class LedgerRow(DateTimeOffset heardAt)
{
    public SortedList<ReplicaId, LedgerCell> Cells { get; } = [];

    public ShardReport? Report { get; set; }

    public DateTimeOffset HeardAt { get; set; } = heardAt;

    /// <summary>Whether it is one of those that the queue is split into now.</summary>
    public bool TakesPart { get; set; } = true;

    /// <summary>A new root has not heard from it: it may be using anything.</summary>
    public bool IsUnknown { get; set; }

    public int Meant => Cells.Values.Sum(cell => cell.Meant);

    public bool IsEmpty => Cells.Values.All(cell => cell is { Held: 0, Told: 0 });

    public LedgerCell CellOf(ReplicaId replica)
    {
        if (!Cells.TryGetValue(replica, out var cell))
        {
            Cells.Add(replica, cell = new LedgerCell());
        }

        return cell;
    }
}
