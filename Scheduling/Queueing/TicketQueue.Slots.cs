using Krewe.Scheduling.Queueing.Ordering;

namespace Krewe.Scheduling.Queueing;

/// <content>Where entries stand: slots, levels, and how time moves them.</content>
public sealed partial class TicketQueue<TTicket>
{
    private EnqueueStatus Judge(in QueueEntry<TTicket> entry, int level, long nowTicks)
    {
        if (entry.Deadline.UtcTicks <= nowTicks)
        {
            return EnqueueStatus.DeadlinePassed;
        }

        if (entry.Bytes > _limits.MaxBytes)
        {
            return EnqueueStatus.TooLarge;
        }

        if (Count < _limits.MaxCount && Bytes <= _limits.MaxBytes - entry.Bytes)
        {
            return EnqueueStatus.Accepted;
        }

        // What stays in any case: the levels down to the newcomer's own.
        var (count, bytes) = (0, 0L);
        for (var kept = 0; kept <= level; kept++)
        {
            count += _levels[kept].Count;
            bytes += _levels[kept].Bytes;
        }

        var own = _levels[level];
        var last = own.Count > 0 && own.LastEnd > own.EndOfNewcomer(entry.Tenant, entry.Cost) ? own.NextShed : -1;
        var (lastCount, lastBytes) = last < 0 ? (0, 0L) : (1, _entries[last].Bytes);
        return count - lastCount >= _limits.MaxCount ? EnqueueStatus.FullByCount
            : bytes - lastBytes > _limits.MaxBytes - entry.Bytes ? EnqueueStatus.FullByBytes
            : EnqueueStatus.Accepted;
    }

    /// <summary>Sheds from the bottom until the newcomer fits; Judge has made sure how far that goes.</summary>
    private void MakeRoom(long bytes, ICollection<QueueEntry<TTicket>> shed)
    {
        var level = _limits.Ranks - 1;
        while (Count >= _limits.MaxCount || Bytes > _limits.MaxBytes - bytes)
        {
            if (_past.Count > 0)
            {
                shed.Add(Take(_past.Next.Slot, served: false));
            }
            else if (_levels[level].Count > 0)
            {
                shed.Add(Take(_levels[level].NextShed, served: false));
            }
            else
            {
                level--;
            }
        }
    }

    private QueueHandle Insert(in QueueEntry<TTicket> entry, int level)
    {
        var slot = _entries.Rent(entry.Order);
        if (slot >= _tickets.Length)
        {
            Array.Resize(ref _tickets, _entries.Capacity);
        }

        _tickets[slot] = entry.Ticket;
        ref var record = ref _entries[slot];
        record.Tenant = entry.Tenant;
        record.Deadline = entry.Deadline.UtcTicks;
        record.Arrival = entry.Arrival.UtcTicks;
        record.Bytes = entry.Bytes;
        record.Cost = entry.Cost;
        record.Rank = entry.Rank;
        Enter(slot, ref record, level);
        Tally(entry.Rank, 1, entry.Bytes);
        return new QueueHandle(slot, record.Version);
    }

    private QueueEntry<TTicket> Take(int slot, bool served)
    {
        var entry = EntryAt(slot);
        Leave(slot, served);
        _tickets[slot] = default;
        _entries.Return(slot);
        Tally(entry.Rank, -1, -entry.Bytes);
        return entry;
    }

    private void Enter(int slot, ref EntryRecord record, int level)
    {
        record.Flow = _levels[level].Add(_entries.KeyOf(slot), record.Tenant, record.Bytes, record.Cost);
        if (level > 0)
        {
            ScheduleAgeing(slot, ref record, level);
        }
    }

    /// <summary>Takes an entry out of the order in which it stands; the record belongs to it still.</summary>
    private void Leave(int slot, bool served)
    {
        ref var record = ref _entries[slot];
        var flow = record.Flow;
        record.Flow = -1;
        if (flow == EntryTable.PastDeadline)
        {
            _past.Remove(slot);
        }
        else
        {
            _levels[_flows[flow].Level].Remove(slot, _flows[flow], record.Bytes, record.Cost, served);
        }
    }

    private void Tally(int rank, int count, long bytes)
    {
        var load = _declared[rank];
        _declared[rank] = new RankLoad(load.Count + count, load.Bytes + bytes);
        Count += count;
        Bytes += bytes;
    }

    private int NextSlot(long nowTicks)
    {
        Advance(nowTicks);
        foreach (var level in _levels)
        {
            if (level.Count > 0)
            {
                return level.NextServed;
            }
        }

        return -1;
    }

    /// <summary>Brings the levels up to date: what is past its deadline leaves the order, what has waited long enough rises.</summary>
    private void Advance(long nowTicks)
    {
        while (_flows.DeadlineBound <= nowTicks && _flows.NextToExpire()!.Next is var key && key.Deadline <= nowTicks)
        {
            Leave(key.Slot, served: false);
            _entries[key.Slot].Flow = EntryTable.PastDeadline;
            _past.Add(key);
        }

        if (_ageing.Next <= nowTicks)
        {
            Promote(nowTicks);
        }
    }

    private void Promote(long nowTicks)
    {
        while (_ageing.Next <= nowTicks)
        {
            var key = _ageing.Pop();
            ref var record = ref _entries[key.Slot];
            if (record.Order == key.Order && record.Flow >= 0 && _flows[record.Flow].Level is > 0 and var before
                && AgeingRule.EffectiveRank(record.Rank, record.Arrival, nowTicks, _boundTicks) is var level && level < before)
            {
                Leave(key.Slot, served: false);
                Enter(key.Slot, ref record, level);
            }
        }
    }

    private void ScheduleAgeing(int slot, ref EntryRecord record, int level)
    {
        var at = AgeingRule.NextPromotion(record.Rank, level, record.Arrival, _boundTicks);
        if (at < long.MaxValue)
        {
            _ageing.Push(new AgeingKey(at, slot, record.Order));
            if (_ageing.IsStale(Count))
            {
                _ageing.Compact(_entries);
            }
        }
    }

    private QueueEntry<TTicket> EntryAt(int slot)
    {
        ref var record = ref _entries[slot];
        return new QueueEntry<TTicket>(
            _tickets[slot]!, record.Tenant, record.Rank, Instant(record.Arrival), Instant(record.Deadline), record.Bytes, record.Cost)
        {
            Order = record.Order,
        };
    }
}
