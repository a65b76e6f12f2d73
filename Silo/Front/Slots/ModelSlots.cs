using System.Collections.Immutable;
using Krewe.Models;
using Krewe.Models.Slots;
using Krewe.Specs;

namespace Krewe.Silo.Front.Slots;

/// <summary>The slots of one queue that this front keeps. Any thread may call; nothing waits under the lock. See docs/hot-models.md.</summary>
internal sealed class ModelSlots(IModelGrain model, string front, TimeProvider time)
{
    /// <summary>So many outcomes are told at once, so that the queue's turn stays short.</summary>
    private const int MaxExecutions = 256;

    private readonly Lock _gate = new();
    private readonly List<HeldSlot> _idle = []; // the one used last at the end
    private readonly Dictionary<string, HeldSlot> _held = new(StringComparer.Ordinal);
    private readonly HashSet<KeptSlot> _returned = [];
    private List<SlotExecution> _executions = [];
    private int _leastIdle;
    private int _inUse;
    private bool _telling;

    public IModelGrain Model => model;

    /// <summary>The newest generation of the spec that a slot was granted under.</summary>
    public long Generation { get; private set; }

    /// <summary>Whether there is anything to tell or to keep.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _held.Count == 0 && _executions.Count == 0 && _returned.Count == 0;
            }
        }
    }

    /// <summary>An idle slot for one execution; null when there is none. Who takes it ends it.</summary>
    /// <param name="generation">What the request was checked against.</param>
    /// <param name="version">The version that it asks for; null for any.</param>
    public HeldSlot? TryTake(long generation, string? version)
    {
        lock (_gate)
        {
            while (_idle.Count > 0)
            {
                var slot = _idle[^1];
                if (Generation != generation || (version is not null && version != slot.Grant.Version))
                {
                    return null;
                }

                _idle.RemoveAt(_idle.Count - 1);
                var now = time.GetTimestamp();
                if (slot.KeptUntil <= now)
                {
                    Return(slot);
                    continue;
                }

                _leastIdle = Math.Min(_leastIdle, _idle.Count);
                Begin(slot, now);
                return slot;
            }

            return null;
        }
    }

    /// <summary>Keeps the slot of a grant; its first execution begins now.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="generation">What its ticket was checked against.</param>
    /// <param name="askedAt">A timestamp from before the ticket was sent or answered.</param>
    public HeldSlot Keep(Grant grant, long generation, long askedAt)
    {
        lock (_gate)
        {
            if (generation > Generation)
            {
                CallBack();
                Generation = generation;
            }

            var slot = new HeldSlot(this, grant, askedAt + Ticks(grant.KeepFor)) { CalledBack = generation < Generation };
            _held[grant.TicketId] = slot;
            Begin(slot, time.GetTimestamp());
            return slot;
        }
    }

    /// <summary>An execution ended.</summary>
    public void End(HeldSlot slot, ServiceClass rank, ExecutionOutcome outcome, TimeSpan serviceTime)
    {
        bool back, many;
        lock (_gate)
        {
            _executions.Add(new SlotExecution(slot.Name, rank, outcome, serviceTime, time.GetElapsedTime(slot.BeganAt), slot.First));
            slot.First = false;
            slot.InUse = false;
            _inUse--;
            if (outcome == ExecutionOutcome.Lost)
            {
                Drop(slot);
            }

            back = slot.CalledBack;
            many = _executions.Count == MaxExecutions;
            if (back)
            {
                Return(slot);
            }
            else
            {
                _idle.Add(slot);
            }
        }

        if (back)
        {
            _ = TellAsync(); // somebody waits for it
        }
        else if (many)
        {
            // Not on the way of the request that happens to be this one.
            _ = Task.Run(TellAsync);
        }
    }

    /// <summary>Others wait: all goes back, what is idle at once.</summary>
    public void Revoke()
    {
        lock (_gate)
        {
            CallBack();
        }

        _ = TellAsync();
    }

    /// <summary>One round: gives back what nobody needed since the last one, and tells the queue.</summary>
    public Task RoundAsync()
    {
        lock (_gate)
        {
            // Those at the bottom were not used: half of them, so that a lull does not take all.
            var spare = Math.Min((_leastIdle + 1) / 2, _idle.Count);
            for (var index = 0; index < spare; index++)
            {
                Return(_idle[index]);
            }

            _idle.RemoveRange(0, spare);
            _leastIdle = _idle.Count;
        }

        return TellAsync();
    }

    /// <summary>Tells the queue what there is to tell. One message at a time: the answer to one says which slots the next one may name.</summary>
    private async Task TellAsync()
    {
        SlotUse use;
        long askedAt;
        lock (_gate)
        {
            if (_telling || (_held.Count == 0 && _executions.Count == 0 && _returned.Count == 0))
            {
                return;
            }

            _telling = true;
            use = new SlotUse
            {
                Front = front,
                Held = [.. _held.Values.Where(slot => !slot.CalledBack).Select(slot => slot.Name)],
                Returned = [.. _returned],
                Executions = [.. _executions],
                InUse = _inUse,
            };
            _executions = new List<SlotExecution>(Math.Min(_executions.Count, MaxExecutions));
            askedAt = time.GetTimestamp();
        }

        var heard = false;
        try
        {
            Take(await model.UseSlotsAsync(use), use, askedAt);
            heard = true;
        }
        catch (Exception)
        {
            // The cluster's fault, and the next round tells again: what is held stays until its time is over, what is given back is named
            // again. How executions went is not: it may have been heard.
        }

        lock (_gate)
        {
            _telling = false;
            if (!heard || _returned.Count == 0)
            {
                return;
            }
        }

        await TellAsync(); // what came back meanwhile; somebody may wait for it
    }

    private void Take(SlotAnswer answer, SlotUse told, long askedAt)
    {
        lock (_gate)
        {
            _returned.ExceptWith(told.Returned);
            var kept = answer.Kept.ToHashSet(StringComparer.Ordinal);
            foreach (var name in told.Held)
            {
                if (!_held.TryGetValue(name.Id, out var slot) || slot.CalledBack)
                {
                    continue;
                }

                if (kept.Contains(name.Id))
                {
                    slot.KeptUntil = askedAt + Ticks(answer.KeepFor);
                }
                else
                {
                    slot.CalledBack = true;
                    if (!slot.InUse)
                    {
                        _idle.Remove(slot);
                        Return(slot);
                    }
                }
            }
        }
    }

    private void Begin(HeldSlot slot, long now)
    {
        slot.InUse = true;
        slot.BeganAt = now;
        _inUse++;
    }

    /// <summary>Its replica was not found, or its process ended: none of its slots is of use.</summary>
    private void Drop(HeldSlot lost)
    {
        foreach (var slot in _held.Values.Where(slot => slot.Grant.Replica == lost.Grant.Replica).ToList())
        {
            slot.CalledBack = true;
            if (!slot.InUse && slot != lost)
            {
                _idle.Remove(slot);
                Return(slot);
            }
        }
    }

    private void CallBack()
    {
        foreach (var slot in _held.Values)
        {
            slot.CalledBack = true;
        }

        _idle.ForEach(Return);
        _idle.Clear();
        _leastIdle = 0;
    }

    private void Return(HeldSlot slot)
    {
        _held.Remove(slot.Name.Id);
        _returned.Add(slot.Name);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
