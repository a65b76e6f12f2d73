using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Krewe.Scheduling.Queueing.Admission;

namespace Krewe.Planning.Replay.Queues;

/// <summary>
/// Who is let into the queue of a model: as in a cluster, a request whose deadline is predicted to be missed is refused at once, by the same code
/// (<see cref="AdmissionPolicy"/>) on what a cluster would know: usual service times and when executions began, not when they will end.
/// Owned by a <see cref="ModelQueue"/>.
/// </summary>
/// <param name="rules">The model's rules; some of its requests have a timeout.</param>
/// <param name="waiting">Who waits.</param>
/// <param name="replicas">All replicas.</param>
/// <param name="serving">Those of them that take requests.</param>
internal sealed class QueueDoor(ReplayRules rules, WaitingLine waiting, List<ServingReplica> replicas, List<int> serving)
{
    private const int Ranks = 3;
    private static readonly AdmissionLimits Limits = new();
    private static readonly ImmutableArray<int> NobodyAhead = [0];
    private readonly ReplayClass[] _classes = [.. Enumerable.Range(0, rules.ClassCount).Select(rules.ClassOf)];
    private readonly RankLoads _loads = new(Ranks, RankLoads.UsualFade);
    private readonly WaitCalibration _calibration = new(Ranks);

    // Of one look where replicas differ: those that can keep the deadline.
    private readonly List<ServingReplica> _usable = [];

    /// <summary>Requests that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Lets a request in, or does not.</summary>
    /// <param name="now">The current time, in seconds.</param>
    /// <param name="request">The request; takes what is predicted for it.</param>
    /// <param name="unlike">Whether some replicas are faster than others.</param>
    public bool Admits(double now, ref ReplayRequest request, bool unlike)
    {
        var of = _classes[request.Class];
        if (double.IsInfinity(of.TimeoutSeconds))
        {
            return true;
        }

        var (at, deadline) = (QueueTime.At(now), QueueTime.At(request.Arrived + of.TimeoutSeconds));
        var decision = AdmissionPolicy.Decide(unlike ? UnlikeView(of.Rank, deadline - at, at) : View(of.Rank, at), 0, deadline, at, Limits);
        if (!decision.Admitted)
        {
            Refused++;
            return false;
        }

        request = request with { AdmittedAt = now, PredictedWait = decision.PredictedWait ?? TimeSpan.Zero };
        return true;
    }

    /// <summary>A replica has begun with a request: what was predicted for it is compared.</summary>
    public void Begun(double now, ServingReplica replica)
    {
        _loads.Record(_classes[replica.First.Class].Rank, replica.Times.Typical, QueueTime.At(now));
        Waited(now, replica.First);
    }

    /// <summary>A request's wait has ended, with an execution or because it was too late for one.</summary>
    public void Waited(double now, in ReplayRequest request) =>
        _calibration.Record(_classes[request.Class].Rank, request.PredictedWait, QueueTime.Span(now - request.AdmittedAt), QueueTime.At(now));

    private AdmissionSnapshot View(int rank, DateTimeOffset now)
    {
        ServiceTimeEstimate? times = serving.Count == 0 ? null : replicas[serving[0]].Times;
        return waiting.Count == 0 && AnyIsFree()
            ? new AdmissionSnapshot { WaitingByRank = NobodyAhead, Slots = 1, ServiceTime = times }
            : Crowded(rank, serving.Count, waiting.CostAhead(rank, now), times, Remaining(now), now);
    }

    /// <summary>Only those count that can keep the deadline at all; what is ahead drains on all of them.</summary>
    private AdmissionSnapshot UnlikeView(int rank, TimeSpan budget, DateTimeOffset now)
    {
        _usable.Clear();
        var (all, usable, least, free) = (0.0, 0.0, TimeSpan.MaxValue, false);
        for (var anyWillDo = false; _usable.Count == 0; anyWillDo = true)
        {
            all = 0;
            foreach (var index in serving)
            {
                var replica = replicas[index];
                var rate = 1 / (double)Math.Max(1, replica.Times.Typical.Ticks);
                all += rate;
                if (anyWillDo || replica.Times.Cautious <= budget)
                {
                    _usable.Add(replica);
                    usable += rate;
                    free |= replica.Count == 0;
                    least = replica.Times.Cautious < least ? replica.Times.Cautious : least;
                }
            }
        }

        var times = new ServiceTimeEstimate(TimeSpan.FromTicks((long)(_usable.Count / usable)), least);
        return waiting.Count == 0 && free
            ? new AdmissionSnapshot { WaitingByRank = NobodyAhead, Slots = 1, ServiceTime = times }
            : Crowded(rank, _usable.Count, waiting.CostAhead(rank, now) * usable / all, times, [.. _usable.Where(replica => replica.Count > 0).Select(replica => replica.ExpectedEnd(now) - now)], now);
    }

    private AdmissionSnapshot Crowded(int rank, int slots, double ahead, ServiceTimeEstimate? times, ImmutableArray<TimeSpan> remaining, DateTimeOffset now) => new()
    {
        WaitingByRank = [(int)Math.Ceiling(ahead)],
        Slots = slots,
        DrainShare = _loads.ShareLeft(rank, serving.Count, now),
        BusyRemaining = remaining,
        WaitFactor = _calibration.FactorOf(rank, now),
        ServiceTime = times,
    };

    private bool AnyIsFree()
    {
        foreach (var index in serving)
        {
            if (replicas[index].Count == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>For each replica at work, when it is expected to be done with what it holds.</summary>
    private ImmutableArray<TimeSpan> Remaining(DateTimeOffset now)
    {
        var (remaining, count) = (new TimeSpan[serving.Count], 0);
        foreach (var index in serving)
        {
            if (replicas[index] is { Count: > 0 } replica)
            {
                remaining[count++] = replica.ExpectedEnd(now) - now;
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(count == remaining.Length ? remaining : remaining[..count]);
    }
}
