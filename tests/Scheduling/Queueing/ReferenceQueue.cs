using Krewe.Scheduling.Queueing;

namespace Krewe.Scheduling.Tests.Queueing;

/// <summary>The specification of the queue, as a list that is searched: slow, and simple enough to be believed.</summary>
internal sealed class ReferenceQueue
{
    private readonly QueueLimits _limits;
    private readonly List<ReferenceItem> _waiting = [];
    private readonly ReferenceLevel[] _levels;
    private readonly Dictionary<string, int> _flowNumbers = [];
    private uint _order;

    public ReferenceQueue(QueueLimits limits)
    {
        _limits = limits;
        _levels = [.. Enumerable.Range(0, limits.Ranks).Select(_ => new ReferenceLevel())];
    }

    public IReadOnlyList<QueueEntry<int>> Waiting => [.. _waiting.Select(item => item.Entry)];

    public IEnumerable<QueueEntry<int>> At(int level) => _waiting.Where(item => item.Level == level).Select(item => item.Entry);

    public (EnqueueStatus Status, List<QueueEntry<int>> Shed) Enqueue(QueueEntry<int> entry, DateTimeOffset now)
    {
        Advance(now);
        if (entry.Deadline <= now)
        {
            return (EnqueueStatus.DeadlinePassed, []);
        }

        if (entry.Bytes > _limits.MaxBytes)
        {
            return (EnqueueStatus.TooLarge, []);
        }

        var item = new ReferenceItem(entry) { Level = Effective(entry, now) };
        var below = _waiting.Where(other => other.Level > item.Level).ToList();
        var own = _waiting.Where(other => other.Level == item.Level).ToList();
        var endOfNewcomer = EndOf(item.Level, entry.Tenant) + (entry.Cost / Weight(entry.Tenant));
        var last = Last(item.Level);
        var allowed = last is not null && EndOf(item.Level, last.Entry.Tenant) > endOfNewcomer ? below.Append(last).ToList() : below;
        var full = Full(0, entry.Bytes);
        if (full && _waiting.Count - allowed.Count >= _limits.MaxCount)
        {
            return (EnqueueStatus.FullByCount, []);
        }

        if (full && _waiting.Except(allowed).Sum(other => other.Entry.Bytes) + entry.Bytes > _limits.MaxBytes)
        {
            return (EnqueueStatus.FullByBytes, []);
        }

        List<QueueEntry<int>> shed = [];
        while (Full(0, entry.Bytes))
        {
            var level = _waiting.Max(other => other.Level);
            var victim = level == _limits.Ranks ? InOrder(_waiting.Where(other => other.Level == level)).First() : Last(level)!;
            Leave(victim);
            shed.Add(victim.Entry);
        }

        Join(new ReferenceItem(entry.Order == 0 ? entry with { Order = ++_order } : entry) { Level = item.Level });
        return (EnqueueStatus.Accepted, shed);
    }

    public QueueEntry<int>? Dequeue(DateTimeOffset now)
    {
        Advance(now);
        var served = _waiting.Where(item => item.Level < _limits.Ranks).ToList();
        if (served.Count == 0)
        {
            return null;
        }

        var level = served.Min(item => item.Level);
        var tenant = served.Where(item => item.Level == level).Select(item => item.Entry.Tenant)
            .OrderBy(one => _levels[level].TagOf(one)).ThenBy(one => Flow(level, one)).First();
        var best = InOrder(served.Where(item => item.Level == level && item.Entry.Tenant == tenant)).First();
        _levels[level].Served(tenant, best.Entry.Cost / Weight(tenant));
        Leave(best);
        return best.Entry;
    }

    public QueueEntry<int>? Remove(int ticket)
    {
        var found = _waiting.Find(item => item.Entry.Ticket == ticket);
        if (found is not null)
        {
            Leave(found);
        }

        return found?.Entry;
    }

    public void Charge(int rank, string tenant, double cost)
    {
        Flow(rank, tenant, make: cost > 0);
        _levels[rank].Charge(tenant, cost / Weight(tenant), Waits(rank, tenant));
    }

    public List<QueueEntry<int>> Expire(DateTimeOffset now)
    {
        Advance(now);
        var expired = InOrder(_waiting.Where(item => item.Level == _limits.Ranks)).ToList();
        expired.ForEach(item => _waiting.Remove(item));
        return [.. expired.Select(item => item.Entry)];
    }

    private void Advance(DateTimeOffset now)
    {
        foreach (var past in InOrder(_waiting.Where(item => item.Level < _limits.Ranks && item.Entry.Deadline <= now)).ToList())
        {
            Leave(past);
            past.Level = _limits.Ranks;
            _waiting.Add(past);
        }

        // One promotion after the other, in order of time.
        while (_waiting.Where(item => item.Level is > 0 && item.Level < _limits.Ranks && Effective(item.Entry, now) < item.Level)
            .OrderBy(item => item.Entry.Arrival + (_limits.AgeingBound * (item.Entry.Rank - item.Level + 1)))
            .ThenBy(item => item.Entry.Order).FirstOrDefault() is { } rising)
        {
            Leave(rising);
            rising.Level = Effective(rising.Entry, now);
            Join(rising);
        }
    }

    private void Join(ReferenceItem item)
    {
        Flow(item.Level, item.Entry.Tenant);
        _levels[item.Level].Joined(item.Entry.Tenant, Waits(item.Level, item.Entry.Tenant));
        _waiting.Add(item);
    }

    private void Leave(ReferenceItem item)
    {
        _waiting.Remove(item);
        if (item.Level < _limits.Ranks && _waiting.TrueForAll(other => other.Level != item.Level))
        {
            _levels[item.Level].Emptied();
        }
    }

    private ReferenceItem? Last(int level)
    {
        var there = _waiting.Where(item => item.Level == level).ToList();
        var tenant = there.Select(item => item.Entry.Tenant).OrderByDescending(one => EndOf(level, one)).ThenBy(one => Flow(level, one)).FirstOrDefault();
        return InOrder(there.Where(item => item.Entry.Tenant == tenant)).LastOrDefault();
    }

    private double EndOf(int level, string tenant) =>
        _levels[level].StartOfNewcomer(tenant, Waits(level, tenant))
        + (_waiting.Where(item => item.Level == level && item.Entry.Tenant == tenant).Sum(item => item.Entry.Cost) / Weight(tenant));

    private bool Waits(int level, string tenant) => _waiting.Exists(item => item.Level == level && item.Entry.Tenant == tenant);

    private bool Full(int spare, long bytes) =>
        _waiting.Count + spare >= _limits.MaxCount || _waiting.Sum(item => item.Entry.Bytes) + bytes > _limits.MaxBytes;

    private double Weight(string tenant) => _limits.Weights.TryGetValue(tenant, out var weight) ? weight : _limits.DefaultWeight;

    /// <summary>Flows count in the order in which they first came.</summary>
    private int Flow(int level, string tenant, bool make = true)
    {
        var key = $"{level} {tenant}";
        if (make)
        {
            _flowNumbers.TryAdd(key, _flowNumbers.Count);
        }

        return _flowNumbers.GetValueOrDefault(key, int.MaxValue);
    }

    private static IEnumerable<ReferenceItem> InOrder(IEnumerable<ReferenceItem> items) => items.OrderBy(item => item.Entry.Deadline).ThenBy(item => item.Entry.Order);

    private int Effective(QueueEntry<int> entry, DateTimeOffset now) =>
        (int)Math.Max(0, entry.Rank - Math.Floor((now - entry.Arrival) / _limits.AgeingBound));
}
