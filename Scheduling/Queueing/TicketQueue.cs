using System.Collections.Immutable;
using Krewe.Scheduling.Queueing.Ordering;

namespace Krewe.Scheduling.Queueing;

/// <summary>
/// The bounded queue of one model: strictly by rank, inside a rank tenants by their shares, inside a tenant earliest deadline first,
/// ties in order of arrival; an entry that waits rises one rank for each full <see cref="QueueLimits.AgeingBound"/>. Every operation
/// is O(log n) for each entry that it moves and allocates nothing once the queue has grown; an entry rises at most
/// <see cref="QueueLimits.Ranks"/> - 1 times. Every accepted entry leaves exactly once: dequeued, removed, expired or shed.
/// Not safe for concurrent use: one owner, one turn at a time. See docs/queueing.md.
/// </summary>
/// <remarks>
/// `now` must not run backwards; where it does, entries that have risen or expired stay so.
/// </remarks>
/// <typeparam name="TTicket">What waits; never looked into.</typeparam>
public sealed partial class TicketQueue<TTicket>
{
    private readonly QueueLimits _limits;
    private readonly long _boundTicks;
    private readonly FlowTable _flows;
    private readonly QueueLevel[] _levels;
    private readonly QueueFlow _past;
    private readonly EntryTable _entries = new();
    private readonly AgeingHeap _ageing = new();
    private readonly RankLoad[] _declared;
    private TTicket?[] _tickets = [];

    /// <summary>Creates an empty queue.</summary>
    /// <param name="limits">Its bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public TicketQueue(QueueLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        limits.ThrowIfInvalid();
        _limits = limits;
        _boundTicks = limits.AgeingBound.Ticks;
        _flows = new FlowTable(_entries);
        _past = new QueueFlow(EntryTable.PastDeadline, _entries);
        _declared = new RankLoad[limits.Ranks];
        _levels = new QueueLevel[limits.Ranks];
        for (var level = 0; level < _levels.Length; level++)
        {
            _levels[level] = new QueueLevel(level, _flows, limits.WeightOf, limits.Burst);
        }
    }

    /// <summary>All entries in the queue, with those past their deadline that <see cref="Expire"/> has not yet handed out.</summary>
    public int Count { get; private set; }

    /// <summary>The sum of their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The earliest deadline of all entries, for the one timer that calls <see cref="Expire"/>; null when empty.</summary>
    public DateTimeOffset? NextDeadline =>
        _past.Count > 0 ? Instant(_past.Next.Deadline)
        : _flows.NextToExpire() is { } flow ? Instant(flow.Next.Deadline)
        : null;

    /// <summary>What waits with a declared rank.</summary>
    /// <param name="rank">0 to <see cref="QueueLimits.Ranks"/> - 1.</param>
    /// <returns>Count and bytes, entries past their deadline included.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such rank.</exception>
    public RankLoad LoadOf(int rank)
    {
        ThrowIfNoSuchRank(rank);
        return _declared[rank];
    }

    /// <summary>Whether an entry waits.</summary>
    /// <param name="handle">Its handle.</param>
    /// <returns>True also for an entry past its deadline that has not been handed out.</returns>
    public bool Contains(QueueHandle handle) => _entries.Waits(handle.Slot, handle.Version);

    /// <summary>What waits of the same tenant at the same level as an entry, itself included; 0 for one that does not wait in order.</summary>
    /// <param name="handle">Its handle.</param>
    public int CountBeside(QueueHandle handle) =>
        Contains(handle) && _entries[handle.Slot].Flow is >= 0 and var flow ? _flows[flow].Count : 0;

    /// <summary>
    /// Adds an entry. When the queue is full by count or bytes, entries that count as less important than the newcomer leave: past their
    /// deadline first, then lowest rank, inside a rank the tenant that would be served last, of that tenant the latest deadline. Entries
    /// of the newcomer's own rank leave only when their tenant's backlog reaches beyond the newcomer's place, and only the last one.
    /// Where that cannot make room nobody leaves and the newcomer is refused.
    /// </summary>
    /// <param name="entry">The entry; a retried one as it first arrived.</param>
    /// <param name="now">The current time.</param>
    /// <param name="shed">
    /// Takes those that left, least important first. Each has left for good and the caller owes it an answer; one whose deadline is not
    /// after now has expired rather than been shed.
    /// </param>
    /// <param name="handle">Names the entry while it waits.</param>
    /// <returns>Accepted, or why not.</returns>
    /// <exception cref="ArgumentException">The tenant is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such rank, negative bytes, or a cost that is not positive and finite.</exception>
    public EnqueueStatus TryEnqueue(
        in QueueEntry<TTicket> entry, DateTimeOffset now, ICollection<QueueEntry<TTicket>> shed, out QueueHandle handle)
    {
        ArgumentNullException.ThrowIfNull(entry.Tenant, nameof(entry));
        ArgumentNullException.ThrowIfNull(shed);
        ArgumentOutOfRangeException.ThrowIfNegative(entry.Bytes, nameof(entry));
        if (!(entry.Cost > 0 && double.IsFinite(entry.Cost)))
        {
            throw new ArgumentOutOfRangeException(nameof(entry), entry.Cost, "A cost is a positive, finite number.");
        }

        ThrowIfNoSuchRank(entry.Rank);
        var nowTicks = now.UtcTicks;
        Advance(nowTicks);
        var level = AgeingRule.EffectiveRank(entry.Rank, entry.Arrival.UtcTicks, nowTicks, _boundTicks);
        var status = Judge(entry, level, nowTicks);
        if (status != EnqueueStatus.Accepted)
        {
            handle = default;
            return status;
        }

        MakeRoom(entry.Bytes, shed);
        handle = Insert(entry, level);
        return EnqueueStatus.Accepted;
    }

    /// <summary>Takes an entry out wherever it stands, without charging its tenant; its place is free at once.</summary>
    /// <param name="handle">Its handle.</param>
    /// <param name="entry">The entry, when it was there.</param>
    /// <returns>Whether it was there.</returns>
    public bool TryRemove(QueueHandle handle, out QueueEntry<TTicket> entry)
    {
        var found = Contains(handle);
        entry = found ? Take(handle.Slot, served: false) : default;
        return found;
    }

    /// <summary>Shows the entry that <see cref="TryDequeue"/> would take.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="entry">The entry, when one can be served.</param>
    /// <param name="handle">Its handle.</param>
    /// <returns>False when nothing waits within its deadline.</returns>
    public bool TryPeek(DateTimeOffset now, out QueueEntry<TTicket> entry, out QueueHandle handle)
    {
        var slot = NextSlot(now.UtcTicks);
        (entry, handle) = slot < 0 ? default : (EntryAt(slot), new QueueHandle(slot, _entries[slot].Version));
        return slot >= 0;
    }

    /// <summary>Takes the next entry in order and charges its tenant; never one whose deadline has come.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="entry">The entry, when one can be served.</param>
    /// <returns>False when nothing waits within its deadline.</returns>
    public bool TryDequeue(DateTimeOffset now, out QueueEntry<TTicket> entry)
    {
        var slot = NextSlot(now.UtcTicks);
        entry = slot < 0 ? default : Take(slot, served: true);
        return slot >= 0;
    }

    /// <summary>Takes an entry to be served now and charges its tenant, though it need not be the next in order: one of a batch.</summary>
    /// <param name="handle">Its handle.</param>
    /// <param name="entry">The entry, when it was there.</param>
    /// <returns>Whether it was there.</returns>
    public bool TryServe(QueueHandle handle, out QueueEntry<TTicket> entry)
    {
        var found = Contains(handle);
        entry = found ? Take(handle.Slot, served: true) : default;
        return found;
    }

    /// <summary>Corrects what a tenant was charged, once it is known what serving it really took.</summary>
    /// <param name="rank">The rank in which it was served.</param>
    /// <param name="tenant">Whom to charge.</param>
    /// <param name="cost">The real cost less that which was charged; finite, negative gives back.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such rank, or a cost that is not finite.</exception>
    public void Charge(int rank, string tenant, double cost)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ThrowIfNoSuchRank(rank);
        if (!double.IsFinite(cost))
        {
            throw new ArgumentOutOfRangeException(nameof(cost), cost, "A cost is a finite number.");
        }

        _levels[rank].Charge(tenant, cost);
    }

    /// <summary>Takes out every entry whose deadline is not after now.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="expired">Takes them, earliest deadline first.</param>
    public void Expire(DateTimeOffset now, ICollection<QueueEntry<TTicket>> expired)
    {
        ArgumentNullException.ThrowIfNull(expired);
        Advance(now.UtcTicks);
        while (_past.Count > 0)
        {
            expired.Add(Take(_past.Next.Slot, served: false));
        }
    }

    /// <summary>
    /// About what is served before another entry of this rank and tenant that comes now: all of the ranks above, and of its own rank
    /// what the shares let pass. Entries of its own tenant all count as ahead; who comes later does not.
    /// </summary>
    /// <param name="rank">The entry's rank.</param>
    /// <param name="tenant">Its tenant.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cost">Its own cost, by which its burst counts; not negative.</param>
    /// <returns>The sum of their costs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such rank.</exception>
    public double CostAhead(int rank, string tenant, DateTimeOffset now, double cost = 0)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ThrowIfNoSuchRank(rank);
        Advance(now.UtcTicks);
        var ahead = _levels[rank].CostAhead(tenant, cost);
        for (var above = 0; above < rank; above++)
        {
            ahead += _levels[above].Cost;
        }

        return ahead;
    }

    /// <summary>The load of the queue, for reports.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>Counts and bytes by declared and by effective rank.</returns>
    public QueueSnapshot Snapshot(DateTimeOffset now)
    {
        Advance(now.UtcTicks);
        var effective = _levels.Select(level => new RankLoad(level.Count, level.Bytes)).ToImmutableArray();
        return new QueueSnapshot(Count, Bytes, [.. _declared], effective, NextDeadline);
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private void ThrowIfNoSuchRank(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, _limits.Ranks);
    }
}
