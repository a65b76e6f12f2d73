using Krewe.Replicas;

namespace Krewe.Grains.Replicas;

/// <summary>The executions of a replica that may be cancelled for a more important request. Owned by the replica grain.</summary>
internal sealed class Preemptions
{
    private readonly Dictionary<(string Ticket, int Attempt), CancellationTokenSource> _running = [];

    /// <summary>From now on the execution can be preempted; the source is its caller's to dispose of.</summary>
    public CancellationTokenSource Begin(ExecutionOrder order, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running[(order.TicketId, order.Attempt)] = source;
        return source;
    }

    public void End(ExecutionOrder order)
    {
        if (order.Preemptible)
        {
            _running.Remove((order.TicketId, order.Attempt));
        }
    }

    public void Preempt(string ticketId, int attempt)
    {
        if (_running.Remove((ticketId, attempt), out var source))
        {
            source.Cancel();
        }
    }
}
