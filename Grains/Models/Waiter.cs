using Krewe.Models;
using Krewe.Scheduling.Queueing;

namespace Krewe.Grains.Models;

/// <summary>A ticket in the queue and the call that waits for its decision.</summary>
internal sealed class Waiter(Ticket ticket)
{
    public Ticket Ticket { get; } = ticket;

    /// <summary>Its place in the queue while it waits.</summary>
    public QueueHandle Place { get; set; }

    /// <summary>Completed by the queue's turn, or cancelled from any thread: whoever comes first decides.</summary>
    public TaskCompletionSource<TicketDecision> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
