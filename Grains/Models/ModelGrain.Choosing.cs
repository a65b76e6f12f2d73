using Krewe.Grains.Models.Profiles;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Queueing.Replicas;

namespace Krewe.Grains.Models;

/// <content>Which replica a ticket goes to, and whether it waits for one that is busy though another is free.</content>
internal sealed partial class ModelGrain
{
    /// <summary>Affinity keys of which it is known where they were executed last.</summary>
    private const int MostHomes = 4_096;

    /// <summary>It waits a little longer than predicted: an end that is late by less is no reason to go elsewhere.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(1);

    private readonly ServiceProfiles _profiles = new();
    private readonly AffinityHomes _homes = new(MostHomes);
    private readonly AffinityGain _gain = new();

    // Of one turn: when those are expected to end that wait for a slot of a busy replica.
    private readonly Dictionary<ReplicaId, List<DateTimeOffset>> _reserved = [];

    // Whether replicas differ by version, class of device or zone: then it matters which one is free.
    private bool _mixed;

    // When the first of those that wait for a busy replica takes a free one instead; null when none does.
    private DateTimeOffset? _patientUntil;

    /// <summary>A replica with a free slot; null when there is none for the ticket, or when it <paramref name="waits"/> for a busy one.</summary>
    private ReplicaSlots? Choose(in QueueEntry<Waiter> entry, DateTimeOffset now, out bool waits)
    {
        var ticket = entry.Ticket.Ticket;
        ReplicaSlots? only = null;
        var candidates = 0;
        waits = false;
        for (var index = 0; index < _replicas.Count; index++)
        {
            var replica = _replicas.GetValueAtIndex(index);
            if (replica.FreeSlots > 0 && Suits(replica, ticket))
            {
                only = replica;
                candidates++;
            }
        }

        if (candidates == 0 || (candidates == 1 && !_mixed && ticket.Affinity is null))
        {
            return only;
        }

        var home = ticket.Affinity is { } key ? HomeOf(key) : null;
        List<ReplicaCandidate> all = [.. _replicas.Values.Where(replica => replica.Ready && Suits(replica, ticket)).Select(replica => CandidateFor(ticket, replica, home))];
        var choice = _mixed || ticket.Affinity is not null ? ReplicaChooser.ChooseOrWait(all, entry.Deadline, now) : ReplicaChooser.ChooseFree(all, now);
        if (choice is null)
        {
            return null;
        }

        var chosen = _replicas[ReplicaId.Parse(choice.Id)];
        if (chosen.FreeSlots > 0)
        {
            return chosen;
        }

        var free = ReplicaChooser.ChooseFree(all, now)!;
        var gain = (free.Finish - choice.Finish) / 2;
        var until = entry.Ticket.PatientUntil ??= choice.Start + (gain > LeastPatience ? gain : LeastPatience);
        if (until <= now)
        {
            return _replicas[ReplicaId.Parse(free.Id)];
        }

        waits = true;
        _patientUntil = _patientUntil is { } other && other < until ? other : until;
        if (!_reserved.TryGetValue(chosen.Id, out var ends))
        {
            _reserved.Add(chosen.Id, ends = []);
        }

        ends.Add(choice.Finish);
        return null;
    }

    private static bool Suits(ReplicaSlots replica, Ticket ticket) =>
        (ticket.Version is null || replica.Report!.Version == ticket.Version) && !(ticket.Losses > 0 && replica.HasSuspect);

    /// <summary>A replica as it is for that ticket: its zone is far or near, and what requests of its key left behind is there or not.</summary>
    private ReplicaCandidate CandidateFor(Ticket ticket, ReplicaSlots replica, ReplicaSlots? home)
    {
        var candidate = replica.ToCandidate(EstimateOf(replica)?.Execution, _reserved.GetValueOrDefault(replica.Id));
        var transfer = ZonePolicy.CostOf(ticket.Zone, replica.Report!.Zone, candidate.ServiceTime);
        return ticket.Affinity is not null && candidate.ServiceTime is { } usual
            ? candidate with { ServiceTime = _gain.TimeOf(usual, home == replica), Transfer = transfer }
            : candidate with { Transfer = transfer };
    }

    /// <summary>Where the requests of a key are at home: where the last one was executed, else the one that the key prefers; the same after this grain has moved.</summary>
    private ReplicaSlots? HomeOf(string affinity) =>
        _homes.Find(affinity) is { } home && _replicas.TryGetValue(ReplicaId.Parse(home), out var known) && known.Ready
            ? known
            : _replicas.Values.Where(replica => replica.Ready).MaxBy(replica => AffinityPolicy.Score(affinity, replica.Id.ToString()));

    /// <summary>From now on a ticket's key is at home on that replica; whether it was before, null without a key.</summary>
    private bool? NoteHome(Ticket ticket, ReplicaSlots replica)
    {
        if (ticket.Affinity is not { } key)
        {
            return null;
        }

        var id = replica.Id.ToString();
        var warm = _homes.Find(key) == id;
        _homes.Note(key, id);
        return warm;
    }

    /// <summary>Whether no other replica would suit a front better: what it keeps it uses for any request.</summary>
    private bool IsBest(ReplicaSlots replica, Ticket ticket)
    {
        if (!_mixed)
        {
            return true;
        }

        var own = EstimateOf(replica)?.Execution?.Typical;
        return own is not null && ZonePolicy.CostOf(ticket.Zone, replica.Report!.Zone, own) == TimeSpan.Zero
            && _replicas.Values.Where(one => one.Ready).All(one => EstimateOf(one)?.Execution is not { } other || own * (1 - ReplicaChooser.WorthWaiting) <= other.Typical);
    }

    /// <summary>What is known of executions where a replica runs, else of all.</summary>
    private ServiceEstimate? EstimateOf(ReplicaSlots replica) =>
        _mixed && replica.Report is { } report && _profiles.Known(report) is { } known ? known : _estimate.Execution is null ? null : _estimate;

    /// <summary>What few executions fall short of, where they are shortest.</summary>
    private TimeSpan Least() => _mixed
        ? _replicas.Values.Where(replica => replica.Ready).Select(replica => EstimateOf(replica)?.Least ?? TimeSpan.Zero).DefaultIfEmpty().Min()
        : _estimate.Least;

    /// <summary>What an execution in one of all the slots takes; null while too little is known. Slots that are faster do more of the work.</summary>
    private TimeSpan? TypicalOfSlots()
    {
        if (!_mixed)
        {
            return _estimate.Execution?.Typical;
        }

        var ready = _replicas.Values.Where(replica => replica.Slots > 0).ToList();
        var rate = ready.Sum(replica => EstimateOf(replica)?.Execution is { Typical.Ticks: > 0 and var ticks } ? replica.Slots / (double)ticks : 0);
        return rate > 0 ? TimeSpan.FromTicks((long)(ready.Sum(replica => replica.Slots) / rate)) : null;
    }

    /// <summary>Called when a replica came, went or is another one.</summary>
    private void NoteKinds()
    {
        ReplicaReport? first = null;
        _mixed = false;
        foreach (var (_, replica) in _replicas)
        {
            if (replica.Ready)
            {
                first ??= replica.Report!;
                var report = replica.Report!;
                _mixed |= report.Version != first.Version || report.DeviceClass != first.DeviceClass || report.Zone != first.Zone;
            }
        }
    }
}
