using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Replicas;

namespace Krewe.Planning.Replay.Queues;

/// <summary>
/// Who gets which replica where some are faster than others, as the queue of a cluster decides (<see cref="ReplicaChooser"/>): the one that finishes it first, also one
/// that is busy when that is worth waiting for; those behind are served meanwhile. Owned by a <see cref="ModelQueue"/>.
/// </summary>
/// <param name="waiting">Who waits.</param>
/// <param name="replicas">All replicas.</param>
/// <param name="serving">Those of them that take requests.</param>
internal sealed class UnlikeReplicas(WaitingLine waiting, List<ServingReplica> replicas, List<int> serving)
{
    /// <summary>How many are passed over at one time.</summary>
    private const int MostAside = 64;
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(1);
    private readonly List<QueueEntry<ReplayRequest>> _aside = [];

    // When those are expected to end that wait for a busy replica.
    private readonly Dictionary<string, List<DateTimeOffset>> _reserved = new(StringComparer.Ordinal);

    /// <summary>When the first of those that wait for a busy replica takes a free one instead, in seconds; infinite where nobody does.</summary>
    public double PatientUntil { get; private set; } = double.PositiveInfinity;

    /// <summary>Begins anew: what was free or busy may be otherwise now.</summary>
    public void Begin()
    {
        _reserved.Clear();
        PatientUntil = double.PositiveInfinity;
    }

    /// <summary>Takes the next one that gets a replica now.</summary>
    /// <param name="now">The current time, in seconds.</param>
    /// <param name="request">The request.</param>
    /// <param name="index">The replica.</param>
    /// <param name="dropped">Takes those whose time is too short for any execution.</param>
    public bool TryTake(double now, out ReplayRequest request, out int index, List<ReplayRequest> dropped)
    {
        var at = QueueTime.At(now);
        while (waiting.TryPeek(at, out var entry, out var place) && serving.Exists(one => replicas[one].Count == 0))
        {
            (request, index) = (entry.Ticket, Choose(ref entry, at));
            if (index < 0)
            {
                if (_aside.Count >= MostAside)
                {
                    break;
                }

                waiting.Remove(place);
                _aside.Add(entry);
            }
            else if (waiting.Count > 1 && entry.Deadline - at < waiting.Least)
            {
                waiting.Remove(place);
                dropped.Add(request);
            }
            else
            {
                waiting.Serve(place);
                return true;
            }
        }

        (request, index) = (default, -1);
        return false;
    }

    /// <summary>Those that wait for a busy replica are in the queue again.</summary>
    public void End(double now, List<ReplayRequest> dropped)
    {
        foreach (var entry in _aside)
        {
            waiting.Return(now, entry, dropped);
        }

        _aside.Clear();
    }

    // Negative where it waits.
    private int Choose(ref QueueEntry<ReplayRequest> entry, DateTimeOffset now)
    {
        var all = serving.ConvertAll(index => CandidateOf(replicas[index], now));
        if (ReplicaChooser.ChooseOrWait(all, entry.Deadline, now) is not { } choice)
        {
            return -1;
        }

        var chosen = IndexOf(choice.Id);
        if (replicas[chosen].Count == 0)
        {
            return chosen;
        }

        var free = ReplicaChooser.ChooseFree(all, now)!;
        var gain = (free.Finish - choice.Finish) / 2;
        var until = entry.Ticket.PatientUntil > 0 ? entry.Ticket.PatientUntil : QueueTime.SecondsOf(choice.Start + (gain > LeastPatience ? gain : LeastPatience));
        entry = entry with { Ticket = entry.Ticket with { PatientUntil = until } };
        if (QueueTime.At(until) <= now)
        {
            return IndexOf(free.Id);
        }

        PatientUntil = Math.Min(PatientUntil, until);
        if (!_reserved.TryGetValue(choice.Id, out var ends))
        {
            _reserved.Add(choice.Id, ends = []);
        }

        ends.Add(choice.Finish);
        return -1;
    }

    private int IndexOf(string id) => serving.Find(index => replicas[index].Id == id);

    private ReplicaCandidate CandidateOf(ServingReplica replica, DateTimeOffset now)
    {
        var reserved = _reserved.GetValueOrDefault(replica.Id);
        return new ReplicaCandidate
        {
            Id = replica.Id,
            Epoch = 0,
            Slots = 1,
            InFlight = Math.Min(1, replica.Count) + (reserved?.Count ?? 0),
            ServiceTime = replica.Times.Typical,
            CautiousTime = replica.Times.Cautious,
            ExpectedFinishes = replica.Count == 0 ? [] : reserved is null ? [replica.ExpectedEnd(now)] : [replica.ExpectedEnd(now), .. reserved],
        };
    }
}
