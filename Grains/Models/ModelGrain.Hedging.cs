using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>Second executions of requests whose first one takes longer than usual.</content>
internal sealed partial class ModelGrain
{
    // Of each execution in the counts, so that they say how it has been over the last thousand.
    private const double Kept = 1 - (1 / 1_024.0);

    private double _executed;
    private double _hedged;

    public Task<Grant?> HedgeAsync(string ticketId, int attempt)
    {
        var now = time.GetUtcNow();
        var slow = _replicas.Values.FirstOrDefault(replica => replica.Find(ticketId, attempt) is not null);
        if (slow?.Find(ticketId, attempt) is not { } first || Configuration is not { Spec: { HedgeThousandths: > 0 and var most, Idempotent: true } spec })
        {
            return Task.FromResult<Grant?>(null);
        }

        var others = _replicas.Values.Where(replica => replica != slow && replica.FreeSlots > 0 && replica.Report!.Version == slow.Report!.Version).ToList();
        if (!HedgePolicy.MayHedge(_hedged, _executed, most / 1_000.0, others.Sum(replica => replica.FreeSlots), _queue.Count))
        {
            return Task.FromResult<Grant?>(null);
        }

        var choice = ReplicaChooser.ChooseFree([.. others.Select(replica => CandidateFor(first.Ticket, replica, home: null))], now)!;
        var replica = _replicas[ReplicaId.Parse(choice.Id)];
        var ticket = first.Ticket with { Attempt = attempt + 1 };
        replica.Take(first with { Ticket = ticket, StartedAt = now, KeptBy = null });
        _hedged++;
        _counters = _counters with { Hedged = _counters.Hedged + 1 };
        return Task.FromResult<Grant?>(new Grant
        {
            TicketId = ticketId,
            Attempt = ticket.Attempt,
            Replica = replica.Id,
            Epoch = replica.Report!.Epoch,
            Version = replica.Report.Version,
        });
    }

    /// <summary>After how long a second execution of a granted request may be asked for; null when it may not.</summary>
    private TimeSpan? HedgeAfter(ModelSpec spec, ReplicaSlots replica, string? batch, TimeSpan budget)
    {
        if (spec.HedgeThousandths == 0)
        {
            return null;
        }

        (_executed, _hedged) = ((_executed * Kept) + 1, _hedged * Kept);
        return spec.Idempotent && batch is null && _replicas.Count > 1 ? HedgePolicy.DelayOf(EstimateOf(replica)?.Tail, EstimateOf(replica)?.Execution?.Typical, budget) : null;
    }
}
