using Krewe.Grains.Models.Slots;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Queueing;

namespace Krewe.Grains.Models;

/// <content>Which waiting ticket gets which slot, and which has waited too long. Called in turns, never across an await.</content>
internal sealed partial class ModelGrain
{
    /// <summary>Gives free slots to waiting tickets, most important first, then sets the timer to the next deadline.</summary>
    private void Dispatch()
    {
        var now = time.GetUtcNow();
        (_apartUntil, _batchUntil, _patientUntil) = (null, null, null);
        _reserved.Clear();
        ExpireDue(now);
        CheckAllotment(now);
        foreach (var (_, replica) in _replicas)
        {
            replica.Refresh(now);
        }

        List<QueueEntry<Waiter>>? aside = null;
        while (Configuration is { } configuration && _queue.TryPeek(now, out var entry, out var place))
        {
            var ticket = entry.Ticket.Ticket;
            if (ticket.Version is { } version && !Serves(version))
            {
                _queue.TryRemove(place, out _);
                Answer(entry.Ticket, Count(Refusals.NoVersion(configuration.Spec, version), ticket));
                continue;
            }

            if (Choose(entry, now, out var waits) is not { } replica)
            {
                if ((!waits && ticket.Version is null && ticket.Losses == 0) || aside?.Count >= MaxAside || !_replicas.Values.Any(one => one.FreeSlots > 0))
                {
                    break;
                }

                // It waits for its version, or for a replica that suits it better; those behind it, which others can serve, do not wait with it.
                _queue.TryRemove(place, out _);
                (aside ??= []).Add(entry);
                continue;
            }

            if (_queue.Count > 1 && entry.Deadline - now < Least())
            {
                // Hardly any execution is that short: the slot goes to the next one. The last one is tried, or a wrong estimate would stay.
                _queue.TryRemove(place, out _);
                Learn(entry.Ticket, now);
                Answer(entry.Ticket, Count(Refusals.TooLate(configuration.Spec, entry.Deadline - now), ticket));
                continue;
            }

            if (MustKeepApart(entry, place, now))
            {
                break;
            }

            if (MayBatch(ticket) && !(aside?.Count >= MaxAside))
            {
                GrantTogether(entry, place, replica, aside ??= [], now);
                continue;
            }

            _queue.TryServe(place, out _);
            Learn(entry.Ticket, now);
            Grant(entry, replica, now, new BatchPlace(null, 1, ticket.Rows));
        }

        aside?.ForEach(entry => Enqueue(entry, now));
        if (_queue.Count > 0 && _batchUntil is null)
        {
            CallBack(now);
        }

        TellRoot(now);
        PreemptForCritical(now);
        PreemptForOthers(now);
        ArmExpiry(now);
    }

    private void Grant(in QueueEntry<Waiter> entry, ReplicaSlots replica, DateTimeOffset now, in BatchPlace batch)
    {
        var ticket = entry.Ticket.Ticket;
        var kept = MayKeep(ticket, replica, now);
        var granted = Answer(entry.Ticket, new TicketDecision
        {
            Verdict = TicketVerdict.Granted,
            Grant = new Grant
            {
                TicketId = ticket.Id,
                Attempt = ticket.Attempt,
                Replica = replica.Id,
                Epoch = replica.Report!.Epoch,
                Version = replica.Report.Version,
                QueueTime = now - entry.Arrival,
                Batch = batch.Batch,
                BatchSize = batch.Size,
                HedgeAfter = HedgeAfter(Configuration!.Spec, replica, batch.Batch, entry.Deadline - now),
                KeepFor = kept ? SlotLending.KeepFor : TimeSpan.Zero,
            },
        });
        if (granted)
        {
            Started(entry, now);
            var lostAt = kept ? LostAt(now) : entry.Deadline + LeakGrace;
            replica.Take(new RunningExecution(ticket, entry.Cost, now, lostAt, kept ? ticket.Front : null, now - entry.Arrival, batch.Batch, batch.Rows, NoteHome(ticket, replica)));
            if (EstimateOf(replica)?.Current is { } known)
            {
                _loads.Record((int)ticket.Class, known.Typical, now);
            }
        }
        else
        {
            _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
        }
    }

    /// <summary>Tells a waiter that has left the queue what became of it; false when its caller gave up just before.</summary>
    private bool Answer(Waiter waiter, TicketDecision decision)
    {
        Forget(waiter);
        return waiter.Decision.TrySetResult(decision);
    }

    /// <summary>Its id is free again; one that came with the same id since keeps it.</summary>
    private void Forget(Waiter waiter)
    {
        if (_waiting.TryGetValue(waiter.Ticket.Id, out var known) && ReferenceEquals(known, waiter))
        {
            _waiting.Remove(waiter.Ticket.Id);
        }

        if (waiter.HasKey)
        {
            waiter.HasKey = false;
            _keyLimits.Remove(waiter.Ticket.Tenant, waiter.Ticket.FairnessKey!);
        }
    }

    /// <summary>Puts an entry into the queue; what gave way for it is answered.</summary>
    private EnqueueStatus Enqueue(in QueueEntry<Waiter> entry, DateTimeOffset now)
    {
        var status = _queue.TryEnqueue(entry, now, _left, out var place);
        entry.Ticket.Place = place;
        foreach (var shed in _left)
        {
            var spec = Configuration!.Spec;
            Answer(shed.Ticket, Count(
                shed.Deadline <= now ? Refusals.Expired(spec.Name) : Refusals.Shed(spec, PredictedWait(shed.Ticket.Ticket, now)), shed.Ticket.Ticket));
        }

        _left.Clear();
        return status;
    }

    private Task ExpireAsync()
    {
        _expiryAt = null;
        Dispatch();
        return Task.CompletedTask;
    }

    private void ExpireDue(DateTimeOffset now)
    {
        _queue.Expire(now, _left);
        foreach (var entry in _left)
        {
            Learn(entry.Ticket, now);
            Answer(entry.Ticket, Count(Refusals.Expired(Configuration?.Spec.Name ?? this.GetPrimaryKeyString()), entry.Ticket.Ticket));
        }

        _left.Clear();
    }

    private void ArmExpiry(DateTimeOffset now)
    {
        if (_queue.NextDeadline is not { } next)
        {
            return; // an armed timer finds nothing to do
        }

        next = _preemptAt is { } check && check < next ? check : next;
        next = _batchUntil is { } batch && batch < next ? batch : next;
        next = _patientUntil is { } patient && patient < next ? patient : next;
        next = _apartUntil is { } apart && apart < next ? apart : next;
        if (_expiryAt is not { } armed || next < armed)
        {
            _expiryAt = next;
            _expiry.Change(next > now ? next - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
