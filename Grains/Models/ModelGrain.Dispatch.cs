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
        ExpireDue(now);
        List<QueueEntry<Waiter>>? aside = null;
        while (Configuration is { } configuration && _queue.TryPeek(now, out var entry))
        {
            var ticket = entry.Ticket.Ticket;
            if (ticket.Version is { } version && !Serves(version))
            {
                _queue.TryRemove(entry.Id, out _);
                entry.Ticket.Decision.TrySetResult(Count(Refusals.NoVersion(configuration.Spec, version)));
                continue;
            }

            if (Choose(ticket.Version, now) is not { } replica)
            {
                if (ticket.Version is null || aside?.Count >= MaxAside || !_replicas.Values.Any(one => one.FreeSlots > 0))
                {
                    break;
                }

                // It waits for its version; those behind it, which others can serve, do not wait with it.
                _queue.TryRemove(entry.Id, out _);
                (aside ??= []).Add(entry);
                continue;
            }

            _queue.TryRemove(entry.Id, out _);
            var granted = entry.Ticket.Decision.TrySetResult(new TicketDecision
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
                },
            });
            if (granted)
            {
                replica.Take(ticket.Id, ticket.Attempt, now, entry.Deadline + LeakGrace);
            }
            else
            {
                _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
            }
        }

        aside?.ForEach(entry => _queue.TryEnqueue(entry, now));
        ArmExpiry(now);
    }

    private ReplicaSlots? Choose(string? version, DateTimeOffset now)
    {
        ReplicaSlots? only = null;
        var candidates = 0;
        foreach (var replica in _replicas.Values)
        {
            if (replica.FreeSlots > 0 && (version is null || replica.Report!.Version == version))
            {
                only = replica;
                candidates++;
            }
        }

        if (candidates <= 1)
        {
            return only;
        }

        var typical = _profile.P50;
        var choice = ReplicaChooser.ChooseFree(
            [.. _replicas.Values
                .Where(replica => replica.Ready && (version is null || replica.Report!.Version == version))
                .Select(replica => replica.ToCandidate(typical))],
            now);
        return choice is null ? null : _replicas[ReplicaId.Parse(choice.Id)];
    }

    private Task ExpireAsync()
    {
        _expiryAt = null;
        Dispatch();
        return Task.CompletedTask;
    }

    private void ExpireDue(DateTimeOffset now)
    {
        foreach (var entry in _queue.Expire(now))
        {
            entry.Ticket.Decision.TrySetResult(Count(Refusals.Expired(Configuration?.Spec.Name ?? this.GetPrimaryKeyString())));
        }
    }

    private void ArmExpiry(DateTimeOffset now)
    {
        if (_queue.NextDeadline is not { } next)
        {
            return; // an armed timer finds nothing to do
        }

        if (_expiryAt is not { } armed || next < armed)
        {
            _expiryAt = next;
            _expiry.Change(next > now ? next - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
