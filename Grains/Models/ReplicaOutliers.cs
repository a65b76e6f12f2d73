using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Replicas;

namespace Krewe.Grains.Models;

/// <summary>Which replicas of a model are taken out because they fail or are slow beside the others. Owned by the model grain.</summary>
internal sealed class ReplicaOutliers(SortedList<ReplicaId, ReplicaSlots> replicas)
{
    private static readonly OutlierLimits Limits = new();

    /// <summary>An execution that its front gave up after this many usual times was not slow but hung.</summary>
    private const double HungFactor = 10;

    /// <summary>An execution ended; true when its replica is ejected from now on.</summary>
    public bool Ended(ReplicaSlots replica, ExecutionOutcome outcome, TimeSpan serviceTime, TimeSpan elapsed, TimeSpan? typical, DateTimeOffset now)
    {
        if (replicas.Count == 1)
        {
            return false; // with nobody else to serve there is nothing to decide
        }

        var hung = outcome == ExecutionOutcome.Cancelled && typical is { } usual && elapsed > usual * HungFactor;
        var before = replica.Health;
        if (outcome == ExecutionOutcome.Completed)
        {
            replica.Judge(OutlierDetector.Completed(before, serviceTime, Others(replica), Limits, now, Peers(replica)), now);
        }
        else if (hung || outcome is ExecutionOutcome.Failed or ExecutionOutcome.Lost)
        {
            replica.Judge(OutlierDetector.Failed(before, Others(replica), Limits, now), now);
        }

        return replica.Health.EjectedUntil is { } until && until != before.EjectedUntil;
    }

    /// <summary>Those that run the same on the same; a slower device is not a sick one.</summary>
    private List<ReplicaHealth> Peers(ReplicaSlots replica)
    {
        var peers = new List<ReplicaHealth>(replicas.Count);
        foreach (var (_, other) in replicas)
        {
            if (other != replica && other.Ready && other.Report!.DeviceClass == replica.Report?.DeviceClass && other.Report.Version == replica.Report?.Version)
            {
                peers.Add(other.Health);
            }
        }

        return peers;
    }

    private List<ReplicaHealth> Others(ReplicaSlots replica)
    {
        var others = new List<ReplicaHealth>(replicas.Count);
        foreach (var (_, other) in replicas)
        {
            if (other != replica && other.Ready)
            {
                others.Add(other.Health);
            }
        }

        return others;
    }
}
