namespace Krewe.Scheduling.Queueing;

/// <summary>
/// One waiting ticket with all that the order needs. A retried ticket is enqueued again as the same entry, so that it
/// keeps the place its first arrival and its deadline give it.
/// </summary>
/// <typeparam name="TTicket">What the caller queues; the queue never looks into it.</typeparam>
/// <param name="Id">Identity, unique among the waiting entries, compared by ordinal; not empty.</param>
/// <param name="Ticket">The caller's ticket.</param>
/// <param name="Rank">Importance: 0 is the most important, <see cref="QueueLimits.Ranks"/> - 1 the least.</param>
/// <param name="Arrival">When the request first arrived, from the caller's clock.</param>
/// <param name="Deadline">From this instant on the entry is worthless and is never dequeued.</param>
/// <param name="Bytes">What the entry counts against <see cref="QueueLimits.MaxBytes"/>; not negative.</param>
public sealed record QueueEntry<TTicket>(
    string Id,
    TTicket Ticket,
    int Rank,
    DateTimeOffset Arrival,
    DateTimeOffset Deadline,
    long Bytes);
