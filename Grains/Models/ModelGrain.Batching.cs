using Krewe.Models;
using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Batching;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>Requests that are executed together in one slot.</content>
internal sealed partial class ModelGrain
{
    private readonly ArrivalGaps _gaps = new();
    private BatchLimits _batchLimits = new();

    // Until when a batch waits for others, though a slot is free; null when none does.
    private DateTimeOffset? _batchUntil;

    /// <summary>Whether it may be executed with others. With which a replica was lost may be what ended it: it is executed by itself.</summary>
    private bool MayBatch(Ticket ticket) => _batchLimits.MaxSize > 1 && ticket is { Shape: not null, Losses: 0 } && ticket.Rows < _batchLimits.MaxSize;

    /// <summary>
    /// Grants the head of the queue and those that go with it, as many as keep the earliest deadline. Where it is better to wait for more they
    /// are put aside: others are served meanwhile.
    /// </summary>
    private void GrantTogether(in QueueEntry<Waiter> head, QueueHandle place, ReplicaSlots replica, List<QueueEntry<Waiter>> aside, DateTimeOffset now)
    {
        _queue.TryServe(place, out _);
        var together = Gather(head, replica, now);
        var kind = KindOf(head.Ticket.Ticket);
        var first = together.Min(entry => entry.Ticket.EnqueuedAt);
        var decision = BatchPolicy.Decide(
            [first, .. together.Skip(1).Select(entry => entry.Ticket.EnqueuedAt)],
            [.. together.Select(entry => entry.Deadline)],
            _batchLimits,
            EstimateOf(replica)?.Batches ?? _estimate.Batches,
            _gaps.GapOf(kind, now),
            now,
            [.. together.Select(entry => entry.Ticket.Ticket.Rows)]);
        foreach (var entry in together.Skip(decision.Size))
        {
            _queue.Charge(entry.Rank, entry.Tenant, -entry.Cost);
            if (decision.Size == 0)
            {
                aside.Add(entry);
            }
            else
            {
                Enqueue(entry, now);
            }
        }

        if (decision.WaitUntil is { } until)
        {
            _batchUntil = _batchUntil is { } other && other < until ? other : until;
            return;
        }

        if (decision.Size > 1)
        {
            _counters = _counters with { Batches = _counters.Batches + 1, Batched = _counters.Batched + decision.Size };
        }

        var rows = together.Take(decision.Size).Sum(entry => entry.Ticket.Ticket.Rows);
        var name = decision.Size > 1 ? Krewe.Models.Grant.BatchOf(head.Ticket.Ticket.Id, head.Ticket.Ticket.Attempt) : null;
        foreach (var entry in together.Take(decision.Size))
        {
            Learn(entry.Ticket, now);
            Grant(entry, replica, now, new BatchPlace(name, decision.Size, rows));
        }
    }

    /// <summary>The head, which has been taken already, and those behind it that go with it, in the order of service; taken.</summary>
    private List<QueueEntry<Waiter>> Gather(in QueueEntry<Waiter> head, ReplicaSlots replica, DateTimeOffset now)
    {
        var together = new List<QueueEntry<Waiter>>(_batchLimits.MaxSize) { head };
        var passed = new List<QueueEntry<Waiter>>();
        var rows = head.Ticket.Ticket.Rows;
        while (rows < _batchLimits.MaxSize && passed.Count < MaxAside && _queue.TryPeek(now, out var next, out var place))
        {
            if (rows + next.Ticket.Ticket.Rows <= _batchLimits.MaxSize && GoesWith(next.Ticket.Ticket, head.Ticket.Ticket, replica))
            {
                _queue.TryServe(place, out _);
                together.Add(next);
                rows += next.Ticket.Ticket.Rows;
            }
            else
            {
                _queue.TryRemove(place, out _);
                passed.Add(next);
            }
        }

        passed.ForEach(entry => Enqueue(entry, now));
        return together;
    }

    /// <summary>The same shape, a version that the replica serves, and a key that prefers no other replica: sequences stay together.</summary>
    private bool GoesWith(Ticket ticket, Ticket head, ReplicaSlots replica) =>
        MayBatch(ticket) && ticket.Shape == head.Shape
        && (ticket.Version is null || ticket.Version == replica.Report!.Version)
        && (ticket.Affinity is null || ticket.Affinity == head.Affinity || HomeOf(ticket.Affinity) == replica);

    private static string KindOf(Ticket ticket) => ticket.Version is null ? ticket.Shape! : $"{ticket.Version} {ticket.Shape}";

    private void ConfigureBatching(BatchingSpec batching)
    {
        _batchLimits = new BatchLimits { MaxSize = batching.MaxSize, MaxDelay = batching.MaxDelay, PreferredSizes = batching.PreferredSizes };
        _estimate.MaxBatch = _profiles.MaxBatch = batching.MaxSize;
    }
}
