using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Grains.Scaling;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scaling;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>What is told to whoever decides about the number of replicas. Nothing of it is stored: counts begin with the activation.</content>
internal sealed partial class ModelGrain
{
    /// <summary>Probabilities at which the service time is told.</summary>
    private const int ServicePoints = 32;

    /// <summary>Of the newest request in the usual number of rows.</summary>
    private const double RowsWeight = 0.02;

    /// <summary>How long after it was told that slots are lacking nobody is told again.</summary>
    private static readonly TimeSpan UrgePause = TimeSpan.FromSeconds(0.5);

    private readonly long[] _arrivedByClass = new long[Ranks().Count()];
    private readonly long[] _endedByClass = new long[Ranks().Count()];
    private readonly long[] _lateByClass = new long[Ranks().Count()];
    private readonly BurstMeter _bursts = new();
    private DateTimeOffset _loadSince;
    private DateTimeOffset? _lastArrival;
    private DateTimeOffset _urgedAt;
    // How many rows a request usually has, newer ones counting more: batches are measured by rows.
    private double _rows = 1;
    private bool _closed;

    public Task<ModelLoad?> GetLoadAsync() => Task.FromResult(Configuration is not { Spec: { Scaling: not null } spec } ? null : new ModelLoad
    {
        Model = ModelKey.Parse(this.GetPrimaryKeyString()),
        Pool = spec.GetPoolKey(),
        Since = _loadSince,
        Ready = _replicas.Values.Count(replica => replica.Ready),
        Waiting = _queue.Count,
        Running = RunningNow(),
        Arrived = _counters.Arrived,
        Ended = _endedByClass.Sum(),
        Late = _lateByClass.Sum(),
        LastArrival = _lastArrival,
        ServiceSeconds = _estimate.Quantiles(ServicePoints),
        Classes = CountsByClass(spec),
        Batch = _estimate.BatchLoad(_rows, spec.Timeout),
        Bursts = _bursts.Bursts is { Share: > 0 } bursts ? new BurstLoad(bursts.Share, bursts.Seconds, bursts.Size) : null,
    });

    /// <summary>Whoever reads loads on this silo knows of this queue exactly while its number of replicas follows demand.</summary>
    private void ShowLoad()
    {
        var key = ModelKey.Parse(this.GetPrimaryKeyString());
        if (Configuration is { Spec.Scaling: not null })
        {
            scaled?.Add(key);
        }
        else
        {
            scaled?.Remove(key);
        }
    }

    /// <summary>Somebody came. When no slot is free the load is read at once: a second would be long.</summary>
    private void NoteArrival(Ticket ticket, DateTimeOffset now)
    {
        _lastArrival = now;
        NoteArrived(ticket.Class, now);
        _rows += RowsWeight * (ticket.Rows - _rows);
        if (scaled is not null && Configuration is { Spec.Scaling: not null } && now - _urgedAt >= UrgePause && FreeSlots() == 0)
        {
            _urgedAt = now;
            scaled.Urge();
        }
    }

    private void NoteArrived(ServiceClass @class, DateTimeOffset now)
    {
        _arrivedByClass[(int)@class]++;
        _bursts.Arrive(now.ToUnixTimeMilliseconds() / 1_000.0);
    }

    /// <summary>A request ended, so long after it came.</summary>
    private void NoteEnded(ServiceClass @class, TimeSpan took)
    {
        _endedByClass[(int)@class]++;
        if (Configuration is { Spec: var spec } && took > (spec.Scaling?.ObjectiveOf(@class, spec.Timeout) ?? spec.Timeout))
        {
            _lateByClass[(int)@class]++;
        }
    }

    /// <summary>Who was not served for want of time or room was late; who asked for what there is not was not.</summary>
    private void NoteRefused(TicketDecision decision, Ticket ticket)
    {
        if (decision.Verdict == TicketVerdict.Expired || decision.Problem?.Code is ErrorCodes.Shed or ErrorCodes.QueueFull or ErrorCodes.DeadlineUnreachable)
        {
            _endedByClass[(int)ticket.Class]++;
            _lateByClass[(int)ticket.Class]++;
        }
    }

    private ImmutableArray<ClassCounts> CountsByClass(ModelSpec spec)
    {
        var running = new int[_arrivedByClass.Length];
        foreach (var execution in _replicas.Values.SelectMany(replica => replica.Executions).Where(execution => execution.KeptBy is null))
        {
            running[(int)execution.Ticket.Class]++;
        }

        // What fronts execute in slots that they keep is known by number only.
        running[(int)spec.Class] += Math.Max(0, RunningNow() - running.Sum());
        return [.. Ranks().Select(rank => new ClassCounts(_arrivedByClass[rank], _endedByClass[rank], _lateByClass[rank], running[rank] + _queue.LoadOf(rank).Count))];
    }
}
