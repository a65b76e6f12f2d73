using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>The queue with the bounds of the spec.</content>
internal sealed partial class ModelGrain
{
    private static TicketQueue<Waiter> NewQueue(ModelSpec? spec) => new(new QueueLimits
    {
        MaxCount = Math.Max(1, (spec?.Queue.MaxRequests ?? SpecDefaults.QueueRequests) / (spec?.Queue.Shards ?? 1)),
        MaxBytes = (spec?.Queue.MaxBytes ?? SpecDefaults.QueueBytes) / (spec?.Queue.Shards ?? 1),
        AgeingBound = spec?.Queue.AgeingBound ?? SpecDefaults.AgeingBound,
        Burst = Burst,
        Weights = spec?.Queue.Weights.ToDictionary(pair => pair.Key, pair => (double)pair.Value, StringComparer.Ordinal) ?? [],
    });

    /// <summary>Other bounds: the waiting tickets move to a new queue, those beyond the bounds are shed.</summary>
    private void MoveQueue(ModelSpec spec, DateTimeOffset now)
    {
        var old = _queue;
        _queue = NewQueue(spec);
        _keyLimits = new KeyLimits(spec.Queue.MaxKeys);
        foreach (var waiter in _waiting.Values.Where(waiter => waiter.HasKey))
        {
            waiter.HasKey = false;
            NoteWaiting(waiter);
        }

        while (old.TryDequeue(now, out var entry))
        {
            if (Enqueue(entry, now) != EnqueueStatus.Accepted)
            {
                Answer(entry.Ticket, Count(Refusals.Shed(spec, null), entry.Ticket.Ticket));
            }
        }

        old.Expire(now, _left);
        foreach (var expired in _left)
        {
            Answer(expired.Ticket, Count(Refusals.Expired(spec.Name), expired.Ticket.Ticket));
        }

        _left.Clear();
    }
}
