using Krewe.Replicas;
using Krewe.Scheduling.Queueing.Preemption;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>Batch executions that give way to a critical request which would miss its deadline otherwise.</content>
internal sealed partial class ModelGrain
{
    /// <summary>What it takes for a cancellation to reach the model server and for the slot to be free again.</summary>
    private static readonly TimeSpan CancellationTime = TimeSpan.FromMilliseconds(20);

    // When the next in order is to be looked at again, because by then it could be too late; null when nothing is to be preempted.
    private DateTimeOffset? _preemptAt;

    private void PreemptForCritical(DateTimeOffset now)
    {
        (_preemptAt, _urgentBy) = (null, null);
        if (_queue.LoadOf((int)ServiceClass.Critical).Count == 0 || _estimate.Current is not { } estimate || Configuration is not { Spec.Idempotent: true }
            || !_queue.TryPeek(now, out var head, out _) || head.Ticket.Ticket.Class != ServiceClass.Critical)
        {
            return;
        }

        var version = head.Ticket.Ticket.Version;
        var (running, executions) = WorkOf(_replicas.Values.Where(one => one.Ready && (version is null || one.Report!.Version == version)), estimate.Typical);
        var needed = estimate.Cautious + CancellationTime;
        if (!running.Exists(work => work.Rank == (int)ServiceClass.Batch))
        {
            NoteUrgent(running, version, head.Deadline - needed, now);
            return;
        }

        if (PreemptionPolicy.Choose(running, (int)ServiceClass.Batch, 0, needed, head.Deadline, now) is { } victim)
        {
            Preempt(executions[(int)victim]);
        }
        else if (head.Deadline - needed > now)
        {
            _preemptAt = head.Deadline - needed;
        }
    }

    /// <summary>What is executed on replicas, one for each slot.</summary>
    private (List<RunningWork> Running, List<(ReplicaSlots Replica, RunningExecution Execution)> Executions) WorkOf(IEnumerable<ReplicaSlots> replicas, TimeSpan typical)
    {
        var running = new List<RunningWork>();
        var executions = new List<(ReplicaSlots Replica, RunningExecution Execution)>();
        foreach (var replica in replicas)
        {
            var usual = EstimateOf(replica)?.Execution?.Typical ?? typical;
            foreach (var slot in replica.Executions.GroupBy(one => one.Batch ?? one.Ticket.Id))
            {
                // A batch is as important as the most important request in it.
                var execution = slot.MinBy(one => one.Ticket.Class);
                var preempted = _preempted.Contains((execution.Ticket.Id, execution.Ticket.Attempt));
                running.Add(new RunningWork(
                    executions.Count,
                    (int)execution.Ticket.Class,
                    execution.StartedAt,
                    preempted ? DateTimeOffset.MinValue : execution.StartedAt + usual,
                    execution.LeakedAt,
                    !preempted));
                executions.Add((replica, execution));
            }
        }

        return (running, executions);
    }

    private void Preempt((ReplicaSlots Replica, RunningExecution Execution) victim)
    {
        var (replica, execution) = victim;
        foreach (var one in replica.Executions.Where(one => one.Ticket.Id == execution.Ticket.Id || (one.Batch is { } batch && batch == execution.Batch)))
        {
            _preempted.Add((one.Ticket.Id, one.Ticket.Attempt));
            _ = GrainFactory.GetGrain<IReplicaGrain>(replica.Id.ToString()).PreemptAsync(one.Ticket.Id, one.Ticket.Attempt);
        }
    }
}
