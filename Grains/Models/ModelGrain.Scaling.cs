using Krewe.Errors;
using Krewe.Grains.Scaling;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scaling;

namespace Krewe.Grains.Models;

/// <content>What is told to whoever decides about the number of replicas. Nothing of it is stored: counts begin with the activation.</content>
internal sealed partial class ModelGrain
{
    /// <summary>Probabilities at which the service time is told.</summary>
    private const int ServicePoints = 32;

    /// <summary>How long after it was told that slots are lacking nobody is told again.</summary>
    private static readonly TimeSpan UrgePause = TimeSpan.FromSeconds(0.5);

    private DateTimeOffset _loadSince;
    private DateTimeOffset? _lastArrival;
    private DateTimeOffset _urgedAt;
    private long _ended;
    private long _late;
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
        Ended = _ended,
        Late = _late,
        LastArrival = _lastArrival,
        ServiceSeconds = _estimate.Quantiles(ServicePoints),
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
    private void NoteArrival(DateTimeOffset now)
    {
        _lastArrival = now;
        if (scaled is not null && Configuration is { Spec.Scaling: not null } && now - _urgedAt >= UrgePause && FreeSlots() == 0)
        {
            _urgedAt = now;
            scaled.Urge();
        }
    }

    /// <summary>A request ended, so long after it came.</summary>
    private void NoteEnded(TimeSpan took)
    {
        _ended++;
        if (Configuration is { } configuration && took > (configuration.Spec.Scaling?.Objective ?? configuration.Spec.Timeout))
        {
            _late++;
        }
    }

    /// <summary>Who was not served for want of time or room was late; who asked for what there is not was not.</summary>
    private void NoteRefused(TicketDecision decision)
    {
        if (decision.Verdict == TicketVerdict.Expired || decision.Problem?.Code is ErrorCodes.Shed or ErrorCodes.QueueFull or ErrorCodes.DeadlineUnreachable)
        {
            _ended++;
            _late++;
        }
    }
}
