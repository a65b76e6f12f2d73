using Krewe.Models;
using Krewe.Scheduling.Queueing;

namespace Krewe.Grains.Models;

/// <summary>A ticket in the queue and the call that waits for its decision.</summary>
/// <param name="ticket">The ticket.</param>
/// <param name="enqueuedAt">When it came.</param>
/// <param name="predicted">The wait that was predicted then; zero when none was.</param>
internal sealed class Waiter(Ticket ticket, DateTimeOffset enqueuedAt, TimeSpan predicted)
{
    public DateTimeOffset EnqueuedAt { get; } = enqueuedAt;

    public TimeSpan Predicted { get; } = predicted;

    public Ticket Ticket { get; } = ticket;

    /// <summary>Whether its fairness key is counted as waiting.</summary>
    public bool HasKey { get; set; }

    /// <summary>Until when it waits for a busy replica that suits it better than a free one; null while it has not had to. It waits so once.</summary>
    public DateTimeOffset? PatientUntil { get; set; }

    /// <summary>Its place in the queue while it waits.</summary>
    public QueueHandle Place { get; set; }

    /// <summary>Completed by the queue's turn, or cancelled from any thread: whoever comes first decides.</summary>
    public TaskCompletionSource<TicketDecision> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
