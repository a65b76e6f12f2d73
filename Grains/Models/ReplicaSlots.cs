using System.Collections.Immutable;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Queueing.Replicas;

namespace Krewe.Grains.Models;

/// <summary>What a model knows of one replica, and which of its slots are in use. Owned by the model grain.</summary>
internal sealed class ReplicaSlots(ReplicaId id)
{
    /// <summary>Fewer executions say too little of this replica; what is known of all of them counts.</summary>
    private const int MinSamples = 8;

    private readonly Dictionary<(string Ticket, int Attempt), RunningExecution> _running = [];

    // Requests left of each batch: together they take one slot.
    private readonly Dictionary<string, int> _batches = new(StringComparer.Ordinal);
    private int _shared; // requests beyond the first of each batch
    private int _allowed = int.MaxValue;

    /// <summary>Until when it gets nothing because another takes its place; null when it does not leave.</summary>
    private DateTimeOffset? _leavesUntil;

    public ReplicaId Id { get; } = id;

    public ReplicaReport? Report { get; private set; }

    /// <summary>Set when an execution found the replica gone, until the replica speaks again.</summary>
    public bool Suspect { get; private set; }

    public bool Ready => Report is { Ready: true } && !Suspect;

    public int Running => _running.Count;

    /// <summary>Slots in use: those of a batch take one together.</summary>
    public int UsedSlots => _running.Count - _shared;

    /// <summary>Whether it executes a request with which a replica was lost: two of them together would not be told apart.</summary>
    public bool HasSuspect { get; private set; }

    /// <summary>Of those in use, the slots that fronts keep.</summary>
    public int Kept { get; private set; }

    /// <summary>Of its slots those that are this queue's: all of them unless the queue is split.</summary>
    public int Share { get; set; } = int.MaxValue;

    /// <summary>How many this queue may use at once; 0 while it is not ready.</summary>
    public int Slots => Ready ? Math.Min(Report!.Slots, Share) : 0;

    /// <summary>Not ejected, and not on probation after it.</summary>
    public bool IsSound => _allowed == int.MaxValue;

    /// <summary>How it served; kept up by the model grain.</summary>
    public ReplicaHealth Health { get; private set; } = ReplicaHealth.Unknown;

    public IEnumerable<RunningExecution> Executions => _running.Values;

    public int FreeSlots => _leavesUntil is null ? Math.Max(0, Math.Min(Slots, _allowed) - UsedSlots) : 0;

    /// <summary>Takes over what is known of its health; as an ejected replica it gets nothing, and then one request at a time.</summary>
    public void Judge(ReplicaHealth health, DateTimeOffset now)
    {
        Health = health;
        _allowed = health.SlotsOf(int.MaxValue, now);
    }

    /// <summary>It gets nothing more until then.</summary>
    public void Leave(DateTimeOffset until) => _leavesUntil = until;

    /// <summary>Takes over how the one before served, until it has shown that itself; what spoke against that one stays behind.</summary>
    public void Inherit(ReplicaSlots before)
    {
        if (Health.Samples == 0 && Health.EjectedUntil is null)
        {
            Health = Health with { Samples = before.Health.Samples, Typical = before.Health.Typical };
        }
    }

    /// <summary>Ejections and leaves end by time.</summary>
    public void Refresh(DateTimeOffset now)
    {
        if (_leavesUntil <= now)
        {
            _leavesUntil = null;
        }

        if (Health.EjectedUntil is not null)
        {
            _allowed = Health.SlotsOf(int.MaxValue, now);
        }
    }

    /// <summary>Whether that is the report it has, or as good as that.</summary>
    public bool Knows(ReplicaReport report) =>
        Report is { } known && (known.Epoch, known.Incarnation, known.Sequence, known.Ready, known.Slots) == (report.Epoch, report.Incarnation, report.Sequence, report.Ready, report.Slots);

    /// <summary>Takes over a report. A new process has no executions: those of the one before are over.</summary>
    public void Update(ReplicaReport report)
    {
        if (Report is { } before)
        {
            if (report.Epoch < before.Epoch || (report.Epoch == before.Epoch && report.Incarnation < before.Incarnation)
                || (report.Epoch == before.Epoch && report.Incarnation == before.Incarnation && report.Sequence > 0 && report.Sequence < before.Sequence))
            {
                return; // told late
            }

            if (report.Epoch != before.Epoch || report.Incarnation != before.Incarnation)
            {
                _running.Clear();
                _batches.Clear();
                (_shared, HasSuspect) = (0, false);
                Kept = 0;
                (Health, _allowed) = (ReplicaHealth.Unknown, int.MaxValue);
            }
        }

        Report = report;
        Suspect = false;
    }

    public void Suspend() => Suspect = true;

    public void Take(in RunningExecution execution)
    {
        Release(execution.Ticket.Id, execution.Ticket.Attempt);
        _running[(execution.Ticket.Id, execution.Ticket.Attempt)] = execution;
        Kept += execution.KeptBy is null ? 0 : 1;
        HasSuspect |= execution.Ticket.Losses > 0;
        if (execution.Batch is { } batch)
        {
            var before = _batches.GetValueOrDefault(batch);
            _batches[batch] = before + 1;
            _shared += before > 0 ? 1 : 0;
        }
    }

    public RunningExecution? Find(string ticket, int attempt) => _running.TryGetValue((ticket, attempt), out var execution) ? execution : null;

    /// <summary>Whether requests of a batch are executed still.</summary>
    public bool Executes(string batch) => _batches.ContainsKey(batch);

    public bool Uses(string ticket) => _running.ContainsKey((ticket, 0));

    public bool Release(string ticket, int attempt) => Release(ticket, attempt, out _);

    public bool Release(string ticket, int attempt, out RunningExecution execution)
    {
        if (!_running.Remove((ticket, attempt), out execution))
        {
            return false;
        }

        Kept -= execution.KeptBy is null ? 0 : 1;
        if (execution.Ticket.Losses > 0)
        {
            HasSuspect = _running.Values.Any(one => one.Ticket.Losses > 0);
        }

        if (execution.Batch is { } batch && _batches.GetValueOrDefault(batch) is var before)
        {
            _shared -= before > 1 ? 1 : 0;
            if (before > 1)
            {
                _batches[batch] = before - 1;
            }
            else
            {
                _batches.Remove(batch);
            }
        }

        return true;
    }

    /// <summary>Frees what nobody will report any more: its time is over, or the host of its front is gone.</summary>
    public int ReleaseLeaked(DateTimeOffset now, Func<string, bool>? isGone = null)
    {
        var leaked = _running.Where(pair => pair.Value.LeakedAt <= now || (pair.Value.Ticket.Front is { } front && isGone?.Invoke(front) == true)).Select(pair => pair.Key).ToList();
        leaked.ForEach(key => Release(key.Ticket, key.Attempt));
        return leaked.Count;
    }

    /// <summary>A front goes on keeping a slot; false when it may not: called back, lost, or of a process before.</summary>
    public bool Renew(string ticket, string front, DateTimeOffset leakedAt)
    {
        if (!_running.TryGetValue((ticket, 0), out var slot) || slot.KeptBy != front)
        {
            return false;
        }

        _running[(ticket, 0)] = slot with { LeakedAt = leakedAt };
        return true;
    }

    /// <summary>Fronts keep nothing any more: each of those slots is free when what is executed in it has ended.</summary>
    public void CallBack(HashSet<string> fronts, DateTimeOffset now)
    {
        foreach (var (key, slot) in _running.Where(pair => pair.Value.KeptBy is not null).ToList())
        {
            fronts.Add(slot.KeptBy!);
            _running[key] = slot with { KeptBy = null, StartedAt = now };
        }

        Kept = 0;
    }

    /// <summary>As the chooser sees it.</summary>
    /// <param name="known">What executions take where it runs; null while that is not known.</param>
    /// <param name="reserved">When those are expected to end that wait for a slot of it; null for none.</param>
    public ReplicaCandidate ToCandidate(ServiceTimeEstimate? known, List<DateTimeOffset>? reserved = null)
    {
        var own = Health.Samples >= MinSamples ? Health.Typical : known?.Typical;
        var ends = known is { Typical: var typical } ? InSlots().Select(running => running.StartedAt + typical) : [];
        return new ReplicaCandidate
        {
            Id = Id.ToString(),
            Epoch = Report!.Epoch,
            Slots = Math.Min(Slots, _allowed),
            InFlight = UsedSlots + (reserved?.Count ?? 0),
            ServiceTime = own,
            CautiousTime = known is { Cautious: var cautious } ? (own > cautious ? own : cautious) : own,
            ExpectedFinishes = known is null ? [] : [.. (reserved is null ? ends : ends.Concat(reserved)).Order()],
            Draining = !Ready || _leavesUntil is not null,
        };
    }

    public ImmutableArray<TimeSpan> Remaining(TimeSpan serviceTime, DateTimeOffset now) =>
        [.. InSlots().Select(running => running.StartedAt + serviceTime - now).Select(left => left < TimeSpan.Zero ? TimeSpan.Zero : left).Order()];

    /// <summary>One execution for each slot in use.</summary>
    public IEnumerable<RunningExecution> InSlots() => _shared == 0 ? _running.Values : _running.Values.DistinctBy(one => one.Batch ?? one.Ticket.Id);
}
