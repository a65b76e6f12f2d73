namespace Krewe.Scheduling.Queueing;

/// <summary>
/// One waiting ticket with all that the order needs. A retried ticket is enqueued again as the same entry, so that it
/// keeps the place its first arrival and its deadline give it.
/// </summary>
/// <typeparam name="TTicket">What the caller queues; the queue never looks into it.</typeparam>
/// <param name="Ticket">The caller's ticket.</param>
/// <param name="Tenant">Between tenants of one rank capacity is shared by weight; compared by ordinal.</param>
/// <param name="Rank">Importance: 0 is the most important, <see cref="QueueLimits.Ranks"/> - 1 the least.</param>
/// <param name="Arrival">When the request first arrived, from the caller's clock.</param>
/// <param name="Deadline">From this instant on the entry is worthless and is never dequeued.</param>
/// <param name="Bytes">What the entry counts against <see cref="QueueLimits.MaxBytes"/>; not negative.</param>
/// <param name="Cost">What serving it takes of its tenant's share, in any unit that is the same for all; positive and finite.</param>
public readonly record struct QueueEntry<TTicket>(
    TTicket Ticket,
    string Tenant,
    int Rank,
    DateTimeOffset Arrival,
    DateTimeOffset Deadline,
    long Bytes,
    double Cost = 1)
{
    /// <summary>When it first came, as the queue counts; 0 for one that never was in it.</summary>
    internal uint Order { get; init; }
}
