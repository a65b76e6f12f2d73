using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Krewe.Scheduling.Queueing;

/// <summary>
/// The bounded queue of one model: strictly by rank, inside a rank earliest deadline first, ties in order of arrival; an entry
/// that waits rises one rank for each full <see cref="QueueLimits.AgeingBound"/>. Every operation is O(log n) for each entry
/// that it moves; an entry rises at most <see cref="QueueLimits.Ranks"/> - 1 times. Every accepted entry leaves exactly once:
/// dequeued, removed, expired or shed. Not safe for concurrent use: one owner, one turn at a time. See docs/queueing.md.
/// </summary>
/// <remarks>
/// `now` must not run backwards; where it does, entries that have risen or expired stay so.
/// </remarks>
/// <typeparam name="TTicket">What waits; never looked into.</typeparam>
public sealed class TicketQueue<TTicket>
{
    private readonly QueueLimits _limits;
    private readonly Dictionary<string, int> _slotById = new(StringComparer.Ordinal);
    private readonly SlotPositions _servicePositions = new();
    private readonly SlotPositions _shedPositions = new();
    private readonly SlotPositions _ageingPositions = new();
    private readonly Stack<int> _freeSlots = new();
    private readonly IndexedHeap _ageing;

    // One level for each effective rank, and a last one for entries past their deadline which Expire has not yet handed out.
    private readonly QueueLevel[] _levels;
    private readonly RankLoad[] _declared;
    private QueueSlot<TTicket>[] _slots = [];
    private int _usedSlots;
    private long _sequence;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="limits">Its bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public TicketQueue(QueueLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        limits.ThrowIfInvalid();
        _limits = limits;
        _ageing = new IndexedHeap(_ageingPositions);
        _declared = new RankLoad[limits.Ranks];
        _levels = new QueueLevel[limits.Ranks + 1];
        for (var level = 0; level < _levels.Length; level++)
        {
            _levels[level] = new QueueLevel(_servicePositions, _shedPositions);
        }
    }

    /// <summary>All entries in the queue, with those past their deadline that <see cref="Expire"/> has not yet handed out.</summary>
    public int Count => _slotById.Count;

    /// <summary>The sum of their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The earliest deadline of all entries, for the one timer that calls <see cref="Expire"/>; null when empty.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            var level = EarliestDeadlineLevel();
            return level is null ? null : EntryAt(level.NextServed.Slot).Deadline;
        }
    }

    private int PastDeadline => _limits.Ranks;

    /// <summary>What waits with a declared rank.</summary>
    /// <param name="rank">0 to <see cref="QueueLimits.Ranks"/> - 1.</param>
    /// <returns>Count and bytes, entries past their deadline included.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such rank.</exception>
    public RankLoad LoadOf(int rank)
    {
        ThrowIfNoSuchRank(rank);
        return _declared[rank];
    }

    /// <summary>Whether an entry with this id waits.</summary>
    /// <param name="id">The entry's id.</param>
    /// <returns>True also for an entry past its deadline that has not been handed out.</returns>
    public bool Contains(string id) => _slotById.ContainsKey(id);

    /// <summary>
    /// Adds an entry. When the queue is full by count or bytes, entries that count as less important than the newcomer leave:
    /// lowest rank first, inside a rank latest deadline first; where that cannot make room nobody leaves and the newcomer is refused.
    /// </summary>
    /// <param name="entry">The entry; a retried one as it first arrived.</param>
    /// <param name="now">The current time.</param>
    /// <returns>Accepted or the reason, with the entries that left for it.</returns>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such rank, or negative bytes.</exception>
    public EnqueueOutcome<TTicket> TryEnqueue(QueueEntry<TTicket> entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrEmpty(entry.Id, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfNegative(entry.Bytes, nameof(entry));
        ThrowIfNoSuchRank(entry.Rank);
        Advance(now);
        var level = AgeingRule.EffectiveRank(entry.Rank, entry.Arrival.UtcTicks, now.UtcTicks, _limits.AgeingBound.Ticks);
        var status = Judge(entry, level, now);
        if (status != EnqueueStatus.Accepted)
        {
            return new EnqueueOutcome<TTicket>(status, []);
        }

        var shed = MakeRoom(entry.Bytes);
        Insert(entry, level);
        return new EnqueueOutcome<TTicket>(EnqueueStatus.Accepted, shed);
    }

    /// <summary>Takes an entry out wherever it stands; its place is free at once.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="entry">The entry, when it was there.</param>
    /// <returns>Whether it was there.</returns>
    public bool TryRemove(string id, [NotNullWhen(true)] out QueueEntry<TTicket>? entry)
    {
        entry = _slotById.TryGetValue(id, out var slot) ? Take(slot) : null;
        return entry is not null;
    }

    /// <summary>Shows the entry that <see cref="TryDequeue"/> would take.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="entry">The entry, when one can be served.</param>
    /// <returns>False when nothing waits within its deadline.</returns>
    public bool TryPeek(DateTimeOffset now, [NotNullWhen(true)] out QueueEntry<TTicket>? entry)
    {
        var slot = NextSlot(now);
        entry = slot < 0 ? null : EntryAt(slot);
        return entry is not null;
    }

    /// <summary>Takes the next entry in order; never one whose deadline has come.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="entry">The entry, when one can be served.</param>
    /// <returns>False when nothing waits within its deadline.</returns>
    public bool TryDequeue(DateTimeOffset now, [NotNullWhen(true)] out QueueEntry<TTicket>? entry)
    {
        var slot = NextSlot(now);
        entry = slot < 0 ? null : Take(slot);
        return entry is not null;
    }

    /// <summary>Takes out every entry whose deadline is not after now.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The expired entries, earliest deadline first.</returns>
    public ImmutableArray<QueueEntry<TTicket>> Expire(DateTimeOffset now)
    {
        Advance(now);
        var past = _levels[PastDeadline];
        if (past.Count == 0)
        {
            return [];
        }

        var expired = ImmutableArray.CreateBuilder<QueueEntry<TTicket>>(past.Count);
        while (past.Count > 0)
        {
            expired.Add(Take(past.NextServed.Slot));
        }

        return expired.MoveToImmutable();
    }

    /// <summary>The load of the queue, as <see cref="AdmissionPolicy"/> and reports need it.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>Counts and bytes by declared and by effective rank.</returns>
    public QueueSnapshot Snapshot(DateTimeOffset now)
    {
        Advance(now);
        var effective = _levels.Take(_limits.Ranks).Select(level => new RankLoad(level.Count, level.Bytes)).ToImmutableArray();
        return new QueueSnapshot(Count, Bytes, [.. _declared], effective, NextDeadline);
    }

    private EnqueueStatus Judge(QueueEntry<TTicket> entry, int level, DateTimeOffset now)
    {
        if (_slotById.ContainsKey(entry.Id))
        {
            return EnqueueStatus.DuplicateId;
        }

        if (entry.Deadline <= now)
        {
            return EnqueueStatus.DeadlinePassed;
        }

        if (entry.Bytes > _limits.MaxBytes)
        {
            return EnqueueStatus.TooLarge;
        }

        var (count, bytes) = (Count, Bytes);
        for (var lower = level + 1; lower < _levels.Length; lower++)
        {
            count -= _levels[lower].Count;
            bytes -= _levels[lower].Bytes;
        }

        return count >= _limits.MaxCount ? EnqueueStatus.FullByCount
            : bytes > _limits.MaxBytes - entry.Bytes ? EnqueueStatus.FullByBytes
            : EnqueueStatus.Accepted;
    }

    /// <summary>Sheds from the bottom until the newcomer fits; Judge has made sure that this stops below the newcomer's level.</summary>
    private ImmutableArray<QueueEntry<TTicket>> MakeRoom(long bytes)
    {
        ImmutableArray<QueueEntry<TTicket>>.Builder? shed = null;
        var level = PastDeadline;
        while (Count >= _limits.MaxCount || Bytes > _limits.MaxBytes - bytes)
        {
            if (_levels[level].Count == 0)
            {
                level--;
                continue;
            }

            shed ??= ImmutableArray.CreateBuilder<QueueEntry<TTicket>>();
            shed.Add(Take(_levels[level].NextShed));
        }

        return shed?.ToImmutable() ?? [];
    }

    private void Insert(QueueEntry<TTicket> entry, int level)
    {
        if (!_freeSlots.TryPop(out var slot))
        {
            slot = _usedSlots++;
            EnsureCapacity(_usedSlots);
        }

        _slots[slot] = new QueueSlot<TTicket> { Entry = entry, Sequence = _sequence++, Level = level };
        _slotById.Add(entry.Id, slot);
        _levels[level].Add(ServiceKey(slot), entry.Bytes);
        Tally(entry, 1);
        ScheduleAgeing(slot);
    }

    private QueueEntry<TTicket> Take(int slot)
    {
        var entry = EntryAt(slot);
        _levels[_slots[slot].Level].Remove(slot, entry.Bytes);
        StopAgeing(slot);
        _slotById.Remove(entry.Id);
        _slots[slot] = default;
        _freeSlots.Push(slot);
        Tally(entry, -1);
        return entry;
    }

    private void Tally(QueueEntry<TTicket> entry, int sign)
    {
        var load = _declared[entry.Rank];
        _declared[entry.Rank] = new RankLoad(load.Count + sign, load.Bytes + (sign * entry.Bytes));
        Bytes += sign * entry.Bytes;
    }

    private int NextSlot(DateTimeOffset now)
    {
        Advance(now);
        for (var level = 0; level < PastDeadline; level++)
        {
            if (_levels[level].Count > 0)
            {
                return _levels[level].NextServed.Slot;
            }
        }

        return -1;
    }

    /// <summary>Brings the levels up to date: what is past its deadline leaves the order, what has waited long enough rises.</summary>
    private void Advance(DateTimeOffset now)
    {
        var nowTicks = now.UtcTicks;
        for (var level = 0; level < PastDeadline; level++)
        {
            while (_levels[level].Count > 0 && _levels[level].NextServed.First <= nowTicks)
            {
                var slot = _levels[level].NextServed.Slot;
                StopAgeing(slot);
                Move(slot, PastDeadline);
            }
        }

        while (_ageing.Count > 0 && _ageing.Top.First <= nowTicks)
        {
            var slot = _ageing.Top.Slot;
            var entry = EntryAt(slot);
            StopAgeing(slot);
            Move(slot, AgeingRule.EffectiveRank(entry.Rank, entry.Arrival.UtcTicks, nowTicks, _limits.AgeingBound.Ticks));
            ScheduleAgeing(slot);
        }
    }

    private void Move(int slot, int level)
    {
        var bytes = EntryAt(slot).Bytes;
        _levels[_slots[slot].Level].Remove(slot, bytes);
        _slots[slot].Level = level;
        _levels[level].Add(ServiceKey(slot), bytes);
    }

    private void ScheduleAgeing(int slot)
    {
        ref var place = ref _slots[slot];
        if (place.Level > 0)
        {
            var entry = place.Entry!;
            var at = AgeingRule.NextPromotion(entry.Rank, place.Level, entry.Arrival.UtcTicks, _limits.AgeingBound.Ticks);
            _ageing.Push(new HeapKey(at, place.Sequence, 0, slot));
            place.Ages = true;
        }
    }

    private void StopAgeing(int slot)
    {
        if (_slots[slot].Ages)
        {
            _ageing.Remove(slot);
            _slots[slot].Ages = false;
        }
    }

    private HeapKey ServiceKey(int slot)
    {
        var entry = EntryAt(slot);
        return new HeapKey(entry.Deadline.UtcTicks, entry.Arrival.UtcTicks, _slots[slot].Sequence, slot);
    }

    private QueueEntry<TTicket> EntryAt(int slot) => _slots[slot].Entry!;

    private QueueLevel? EarliestDeadlineLevel()
    {
        QueueLevel? earliest = null;
        foreach (var level in _levels)
        {
            if (level.Count > 0 && (earliest is null || level.NextServed.IsBefore(earliest.NextServed)))
            {
                earliest = level;
            }
        }

        return earliest;
    }

    private void EnsureCapacity(int needed)
    {
        if (needed > _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(16, _slots.Length * 2));
            _servicePositions.EnsureCapacity(_slots.Length);
            _shedPositions.EnsureCapacity(_slots.Length);
            _ageingPositions.EnsureCapacity(_slots.Length);
        }
    }

    private void ThrowIfNoSuchRank(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, _limits.Ranks);
    }
}
