using Krewe.Models;
using Krewe.Scheduling.Queueing.Admission;

namespace Krewe.Grains.Models;

/// <content>Which tickets are let in, and what is predicted for them.</content>
internal sealed partial class ModelGrain
{
    private TicketDecision? Refuse(Ticket ticket)
    {
        if (Configuration is not { } configuration)
        {
            return Refusals.NoModel(this.GetPrimaryKeyString());
        }

        if (_shut)
        {
            return new TicketDecision { Verdict = TicketVerdict.Stale };
        }

        if (ticket.Generation < configuration.Generation)
        {
            return new TicketDecision { Verdict = TicketVerdict.Stale };
        }

        if (ticket.Version is { } version && !Serves(version))
        {
            return Count(Refusals.NoVersion(configuration.Spec, version), ticket);
        }

        return _closed ? Count(Refusals.NoReplicas(configuration.Spec), ticket) : null;
    }

    private AdmissionSnapshot AdmissionView(Ticket ticket, DateTimeOffset now)
    {
        if (_mixed && _estimate.Current is not null)
        {
            return MixedView(ticket, now);
        }

        var estimate = _estimate.Current;
        if (_queue.Count == 0 && FreeSlots() is > 0 and var free)
        {
            // Nobody is ahead, so a free slot takes it at once: when the busy ones end does not matter, and would cost more than all the rest.
            return new AdmissionSnapshot { WaitingByRank = NobodyAhead, Slots = free, ServiceTime = estimate };
        }

        return CrowdedView(ticket, estimate, now);
    }

    private AdmissionSnapshot CrowdedView(Ticket ticket, ServiceTimeEstimate? estimate, DateTimeOffset now)
    {
        var slots = Slots();
        var ahead = Math.Ceiling(_queue.CostAhead((int)ticket.Class, ticket.FairnessKey ?? ticket.Tenant, now, _estimate.Cost) / _estimate.Cost);
        return new AdmissionSnapshot
        {
            WaitingByRank = [(int)Math.Min(int.MaxValue, ahead)],
            Slots = slots,
            DrainShare = _loads.ShareLeft((int)ticket.Class, slots, now),
            BusyRemaining = _estimate.Execution is { Typical: var service }
                ? [.. _replicas.Values.Where(replica => replica.Ready).SelectMany(replica => replica.Remaining(service, now)).Order()]
                : [],
            WaitFactor = _calibration.FactorOf((int)ticket.Class, now),
            ServiceTime = estimate,
        };
    }

    /// <summary>
    /// Where replicas differ only those count that can keep the deadline at all; what is ahead drains on all of them. See <see cref="Choose"/>: the ticket
    /// is given to a slower one only when it is in time there.
    /// </summary>
    private AdmissionSnapshot MixedView(Ticket ticket, DateTimeOffset now)
    {
        var ready = _replicas.Values.Where(replica => replica.Slots > 0 && Suits(replica, ticket)).Select(replica => (Replica: replica, Times: (EstimateOf(replica) ?? _estimate).Current!.Value)).ToList();
        var usable = ready.FindAll(one => one.Times.Cautious <= ticket.Budget) is { Count: > 0 } some ? some : ready;
        var slots = usable.Sum(one => one.Replica.Slots);
        var free = usable.Sum(one => one.Replica.FreeSlots);
        var rate = RateOf(usable);
        ServiceTimeEstimate? times = slots == 0 ? null : new ServiceTimeEstimate(TimeSpan.FromTicks((long)(slots / rate)), usable.Min(one => one.Times.Cautious));
        if (_queue.Count == 0 && free > 0)
        {
            return new AdmissionSnapshot { WaitingByRank = NobodyAhead, Slots = free, ServiceTime = times };
        }

        var ahead = _queue.CostAhead((int)ticket.Class, ticket.FairnessKey ?? ticket.Tenant, now, _estimate.Cost) / _estimate.Cost * (slots == 0 ? 1 : rate / RateOf(ready));
        return new AdmissionSnapshot
        {
            WaitingByRank = [(int)Math.Min(int.MaxValue, Math.Ceiling(ahead))],
            Slots = slots,
            DrainShare = _loads.ShareLeft((int)ticket.Class, Slots(), now),
            BusyRemaining = [.. usable.SelectMany(one => one.Replica.Remaining((EstimateOf(one.Replica) ?? _estimate).Execution!.Value.Typical, now)).Order()],
            WaitFactor = _calibration.FactorOf((int)ticket.Class, now),
            ServiceTime = times,
        };
    }

    /// <summary>Requests that they do in a tick.</summary>
    private static double RateOf(List<(ReplicaSlots Replica, ServiceTimeEstimate Times)> replicas) =>
        replicas.Sum(one => one.Replica.Slots / (double)Math.Max(1, one.Times.Typical.Ticks));

    /// <summary>A ticket's wait ended, with a slot or because it was too late for one: what was predicted for it is compared.</summary>
    private void Learn(Waiter waiter, DateTimeOffset now) =>
        _calibration.Record((int)waiter.Ticket.Class, waiter.Predicted, now - waiter.EnqueuedAt, now);

    private int FreeSlots()
    {
        var free = 0;
        for (var index = 0; index < _replicas.Count; index++)
        {
            free += _replicas.GetValueAtIndex(index).FreeSlots;
        }

        return free;
    }

    private TimeSpan? PredictedWait(Ticket ticket, DateTimeOffset now) => AdmissionPolicy.PredictWait(AdmissionView(ticket, now), 0);
}
