using System.Collections.Immutable;
using Krewe.Models.Shards;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Sharding;

namespace Krewe.Grains.Models.Shards;

/// <summary>
/// Who holds which slots of a model whose queue is split. At every moment the slots of a replica that shards may be using are no more than it
/// has. Owned by the root; shard 0 is the root itself. See docs/hot-models.md.
/// </summary>
internal sealed class ShardLedger
{
    private readonly SortedList<ReplicaId, int> _slots = [];
    private readonly List<LedgerRow> _rows = [];

    /// <summary>Shards that hold slots or may; those that are being closed are the last.</summary>
    public int Count => _rows.Count;

    public IReadOnlyList<LedgerRow> Rows => _rows;

    /// <summary>Whether requests wait, or slots are on their way from one to another.</summary>
    public bool IsBusy => _rows.Exists(row => (row.Report?.Waiting.Any(waiting => waiting > 0) ?? false) || row.Cells.Values.Any(cell => cell.Told != cell.Meant || cell.Held > cell.Told));

    /// <summary>The queue is split into so many. Those beyond give up what they have, and leave when that is done.</summary>
    public void Resize(int shards, DateTimeOffset now)
    {
        while (_rows.Count < shards)
        {
            _rows.Add(new LedgerRow(now));
        }

        for (var index = 0; index < _rows.Count; index++)
        {
            _rows[index].TakesPart = index < shards;
        }

        while (_rows.Count > shards && _rows[^1].IsEmpty)
        {
            _rows.RemoveAt(_rows.Count - 1);
        }
    }

    /// <summary>Takes over how many slots those replicas have that have told.</summary>
    /// <param name="slots">The slots of those that have told.</param>
    /// <param name="known">All that there are; null while a new root has not been told.</param>
    public void SetReplicas(IEnumerable<KeyValuePair<ReplicaId, int>> slots, ICollection<ReplicaId>? known)
    {
        _slots.Clear();
        foreach (var (replica, count) in slots)
        {
            _slots.Add(replica, count);
        }

        if (known is null)
        {
            return;
        }

        foreach (var row in _rows)
        {
            foreach (var gone in row.Cells.Keys.Where(replica => !known.Contains(replica)).ToList())
            {
                row.Cells.Remove(gone);
            }
        }
    }

    /// <summary>A shard answered to what it was told last.</summary>
    public void Hear(int shard, ShardReport report, DateTimeOffset now)
    {
        var row = _rows[shard];
        (row.Report, row.HeardAt, row.IsUnknown) = (report, now, false);
        foreach (var cell in row.Cells.Values)
        {
            (cell.Held, cell.Used) = (cell.Told, 0);
        }

        foreach (var holding in report.Holdings)
        {
            var cell = row.CellOf(holding.Replica);
            (cell.Held, cell.Used) = (Math.Max(cell.Told, Math.Max(holding.Share, holding.Used)), holding.Used);
        }
    }

    /// <summary>The root is new: what a shard holds is what is meant for it.</summary>
    public void Adopt(int shard, ShardReport report, DateTimeOffset now)
    {
        Hear(shard, report, now);
        foreach (var holding in report.Holdings)
        {
            var cell = _rows[shard].CellOf(holding.Replica);
            cell.Meant = cell.Told = holding.Share;
        }
    }

    /// <summary>Shards that were not heard since then grant nothing any more, and their slots are free.</summary>
    public void Forget(DateTimeOffset since)
    {
        foreach (var row in _rows.Where(row => row.HeardAt < since))
        {
            row.Cells.Clear();
            (row.Report, row.IsUnknown) = (null, false);
        }
    }

    /// <summary>This root is new: what the others may be using is not known before they have answered, or are silent for long enough.</summary>
    public void Doubt() => _rows.Skip(1).ToList().ForEach(row => row.IsUnknown = true);

    /// <summary>Means every slot for some shard: new ones for who has the fewest.</summary>
    public void Deal()
    {
        foreach (var row in _rows.Where(row => !row.TakesPart))
        {
            foreach (var cell in row.Cells.Values)
            {
                cell.Meant = 0;
            }
        }

        foreach (var (replica, slots) in _slots)
        {
            var left = slots - _rows.Sum(row => row.Cells.TryGetValue(replica, out var cell) ? cell.Meant : 0);
            for (; left > 0; left--)
            {
                _rows.Where(row => row.TakesPart).MinBy(row => row.Meant)!.CellOf(replica).Meant++;
            }

            for (; left < 0; left++)
            {
                _rows.MaxBy(row => row.CellOf(replica).Meant)!.CellOf(replica).Meant--;
            }
        }
    }

    /// <summary>What the split is decided by.</summary>
    public IReadOnlyList<ShardDemand> Demands() =>
    [
        .. _rows.Select(row => new ShardDemand(
            row.Cells.Where(pair => _slots.ContainsKey(pair.Key)).Sum(pair => pair.Value.Meant),
            row.Report is { } report ? [.. report.Waiting.Zip(report.Running, (waiting, running) => waiting + running)] : [],
            row.TakesPart)),
    ];

    /// <summary>Means one slot for another shard: of the replica of which the one that gives it uses the fewest of its own.</summary>
    public void Move(SlotMove move)
    {
        var (replica, cell) = _rows[move.From].Cells.Where(pair => pair.Value.Meant > 0 && _slots.ContainsKey(pair.Key)).MaxBy(pair => pair.Value.Meant - pair.Value.Used);
        cell.Meant--;
        _rows[move.To].CellOf(replica).Meant++;
    }

    /// <summary>Decides to tell who is to have fewer; who that is.</summary>
    public ImmutableArray<int> Lower() => Change(static (_, cell) => Math.Min(cell.Told, cell.Meant));

    /// <summary>Decides to tell who is to have more, as far as nobody else may be using it; who that is.</summary>
    public ImmutableArray<int> Raise() => Change((replica, cell) => Math.Max(cell.Told, Math.Min(cell.Held + FreeOf(replica), cell.Meant)));

    /// <summary>Slots of a replica that no shard may be using.</summary>
    public int FreeOf(ReplicaId replica) => _rows.Exists(row => row.IsUnknown)
        ? 0
        : Math.Max(0, _slots.GetValueOrDefault(replica) - _rows.Sum(row => row.Cells.TryGetValue(replica, out var cell) ? cell.Held : 0));

    private ImmutableArray<int> Change(Func<ReplicaId, LedgerCell, int> decide)
    {
        var changed = ImmutableArray.CreateBuilder<int>();
        for (var shard = 0; shard < _rows.Count; shard++)
        {
            var before = changed.Count;
            foreach (var (replica, cell) in _rows[shard].Cells)
            {
                var told = decide(replica, cell);
                if (told != cell.Told)
                {
                    (cell.Told, cell.Held) = (told, Math.Max(cell.Held, told));
                    if (changed.Count == before)
                    {
                        changed.Add(shard);
                    }
                }
            }
        }

        return changed.ToImmutable();
    }
}
