using Krewe.Models;

namespace Krewe.Grains.Models;

/// <content>What is learnt from executions that ended.</content>
internal sealed partial class ModelGrain
{
    public Task CompleteAsync(ExecutionReport report)
    {
        var (alone, rows) = (true, 1);
        if (_replicas.TryGetValue(report.Replica, out var replica))
        {
            // An execution that the replica does not know ran in the process before: it says nothing about this one.
            if (replica.Release(report.TicketId, report.Attempt, out var execution))
            {
                var now = time.GetUtcNow();
                NoteEnded(execution.Ticket.Class, now - execution.StartedAt + execution.Waited);
                // What a batch took is learned once, from the last of its requests.
                alone = execution.Batch is not { } batch || !replica.Executes(batch);
                rows = execution.BatchRows;
                if (alone || report.Outcome == ExecutionOutcome.Lost)
                {
                    NoteHealth(replica, report.Outcome, report.ServiceTime, now - execution.StartedAt, now);
                }

                if (report.Outcome == ExecutionOutcome.Completed)
                {
                    if (execution is { Warm: { } warm, Batch: null })
                    {
                        _gain.Record(warm, report.ServiceTime, EstimateOf(replica)?.Execution?.Typical ?? TimeSpan.Zero);
                    }

                    // By cost, not by count: a tenant whose requests take longer than the usual pays for it in its share.
                    _queue.Charge((int)execution.Ticket.Class, execution.Ticket.FairnessKey ?? execution.Ticket.Tenant, (report.ServiceTime.TotalMilliseconds * execution.Ticket.Rows / execution.BatchRows) - execution.Cost);
                }
            }
        }

        _preempted.Remove((report.TicketId, report.Attempt));
        NoteOutcome(replica, report.Outcome, report.ServiceTime, alone ? rows : 0);
        Dispatch();
        return Task.CompletedTask;
    }

    /// <summary>What an execution says of its replica.</summary>
    private void NoteHealth(ReplicaSlots replica, ExecutionOutcome outcome, TimeSpan serviceTime, TimeSpan elapsed, DateTimeOffset now)
    {
        if (_outliers.Ended(replica, outcome, serviceTime, elapsed, EstimateOf(replica)?.Execution?.Typical, now))
        {
            Log.Ejected(logger, replica.Id, replica.Health.EjectedUntil!.Value - now, outcome);
            CallBack(now);
        }

        if (outcome == ExecutionOutcome.Lost)
        {
            replica.Suspend();
        }
    }

    private void NoteOutcome(ReplicaSlots? replica, ExecutionOutcome outcome, TimeSpan serviceTime, int rows = 1)
    {
        _counters = outcome switch
        {
            ExecutionOutcome.Completed => _counters with { Completed = _counters.Completed + 1 },
            ExecutionOutcome.Lost => _counters with { Lost = _counters.Lost + 1 },
            ExecutionOutcome.Preempted => _counters,
            ExecutionOutcome.Cancelled => _counters with { Cancelled = _counters.Cancelled + 1 },
            _ => _counters with { Failed = _counters.Failed + 1 },
        };
        if (outcome == ExecutionOutcome.Completed && rows > 0)
        {
            _estimate.Record(serviceTime, rows);
            if (replica?.Report is { } where)
            {
                _profiles.Record(where, serviceTime, rows);
            }
        }
    }
}
