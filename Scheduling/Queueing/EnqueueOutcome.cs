using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing;

/// <summary>The result of <see cref="TicketQueue{TTicket}.TryEnqueue"/>.</summary>
/// <typeparam name="TTicket">The queue's ticket type.</typeparam>
/// <param name="Status">Accepted, or the one reason why not.</param>
/// <param name="Shed">
/// Entries that had to leave to make room, least important first; empty unless accepted. Each has left the queue for good and
/// the caller owes it an answer. One whose deadline is not after now has expired rather than been shed: those go first.
/// </param>
public readonly record struct EnqueueOutcome<TTicket>(EnqueueStatus Status, ImmutableArray<QueueEntry<TTicket>> Shed)
{
    /// <summary>Whether the entry waits now.</summary>
    public bool Accepted => Status == EnqueueStatus.Accepted;
}
