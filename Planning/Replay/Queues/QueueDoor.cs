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
    private readonly ReplayClass[] _classes = [.. Enumerable.Range(0, rules.ClassCount).Select(rules.ClassOf)];
    private readonly RankLoads _loads = new(Ranks, RankLoads.UsualFade);
    private readonly WaitCalibration _calibration = new(Ranks);
    private readonly ServiceTimeEstimate _times = new(QueueTime.Span(rules.Service.Quantile(0.5)), QueueTime.Span(rules.Service.Quantile(0.9)));

    /// <summary>Requests that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Lets a request in, or does not.</summary>
    /// <param name="now">The current time, in seconds.</param>
    /// <param name="request">The request; takes what is predicted for it.</param>
    public bool Admits(double now, ref ReplayRequest request)
    {
        var of = _classes[request.Class];
        if (double.IsInfinity(of.TimeoutSeconds))
        {
            return true;
        }

        var at = QueueTime.At(now);
        var decision = AdmissionPolicy.Decide(View(of.Rank, at), 0, QueueTime.At(request.Arrived + of.TimeoutSeconds), at, Limits);
        if (!decision.Admitted)
        {
            Refused++;
            return false;
        }

        request = request with { AdmittedAt = now, PredictedWait = decision.PredictedWait ?? TimeSpan.Zero };
        return true;
    }

    /// <summary>A replica begins with a request: what was predicted for it is compared.</summary>
    public void Begun(double now, in ReplayRequest request)
    {
        _loads.Record(_classes[request.Class].Rank, _times.Typical, QueueTime.At(now));
        Waited(now, request);
    }

    /// <summary>A request's wait has ended, with an execution or because it was too late for one.</summary>
    public void Waited(double now, in ReplayRequest request) =>
        _calibration.Record(_classes[request.Class].Rank, request.PredictedWait, QueueTime.Span(now - request.AdmittedAt), QueueTime.At(now));

    private AdmissionSnapshot View(int rank, DateTimeOffset now)
    {
        if (waiting.Count == 0 && AnyIsFree())
        {
            return new AdmissionSnapshot { WaitingByRank = [0], Slots = 1, ServiceTime = _times };
        }

        return new AdmissionSnapshot
        {
            WaitingByRank = [(int)Math.Ceiling(waiting.CostAhead(rank, now))],
            Slots = serving.Count,
            DrainShare = _loads.ShareLeft(rank, serving.Count, now),
            BusyRemaining = Remaining(now),
            WaitFactor = _calibration.FactorOf(rank, now),
            ServiceTime = _times,
        };
    }

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
        var seconds = QueueTime.SecondsOf(now);
        var (remaining, count) = (new TimeSpan[serving.Count], 0);
        foreach (var index in serving)
        {
            if (replicas[index] is { Count: > 0 and var held } replica)
            {
                var left = QueueTime.Span(replica.BegunAt - seconds) + _times.Typical;
                remaining[count++] = (left > TimeSpan.Zero ? left : TimeSpan.Zero) + ((held - 1) * _times.Typical);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(count == remaining.Length ? remaining : remaining[..count]);
    }
}
