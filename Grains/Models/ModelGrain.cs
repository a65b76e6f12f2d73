using System.Collections.Immutable;
using Krewe.Grains.Placement;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Metrics;
using Krewe.Scheduling.Queueing;
using Krewe.Specs;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Krewe.Grains.Models;

/// <summary>
/// The queue of a model. Reentrant: calls that wait for their decision do not hold others up, and all state changes between two awaits.
/// </summary>
[GrainType("model"), KeepAlive, Reentrant, RegionPlacement]
internal sealed partial class ModelGrain(
    [PersistentState(StateNames.Model, StateNames.Storage)] IPersistentState<ModelState> state,
    TimeProvider time,
    ILogger<ModelGrain> logger,
    ActiveModels? active = null) : Grain, IModelGrain
{
    /// <summary>How long after its deadline an execution's front must have spoken.</summary>
    private static readonly TimeSpan LeakGrace = TimeSpan.FromSeconds(30);

    /// <summary>Fewer executions say too little to refuse anybody by.</summary>
    private const int MinSamples = 8;

    /// <summary>How many tickets for a version without free slots are passed over in one turn.</summary>
    private const int MaxAside = 64;
    private static readonly AdmissionLimits Admission = new();
    private static readonly ImmutableArray<int> NobodyWaits = [.. Ranks().Select(_ => 0)];

    private readonly SortedDictionary<ReplicaId, ReplicaSlots> _replicas = [];
    private readonly ServiceTimeProfile _profile = new();
    private TicketQueue<Waiter> _queue = null!;
    private ModelCounters _counters = new();
    private IGrainTimer _expiry = null!;
    private DateTimeOffset? _expiryAt;

    private ModelConfiguration? Configuration => state.State.Configuration;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _queue = NewQueue(Configuration?.Spec);
        _expiry = this.RegisterGrainTimer(
            ExpireAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        active?.Add(ModelKey.Parse(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        active?.Remove(ModelKey.Parse(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public async Task<TicketDecision> SubmitAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        if (Refuse(ticket) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetUtcNow();
        var spec = Configuration!.Spec;
        if (ticket.Attempt == 0)
        {
            _counters = _counters with { Arrived = _counters.Arrived + 1 };
            var admission = AdmissionPolicy.Decide(AdmissionView(now), (int)ticket.Class, now + ticket.Budget, now, Admission);
            if (!admission.Admitted)
            {
                return Count(Refusals.NotAdmitted(spec, admission, ticket.Budget));
            }
        }

        var waiter = new Waiter(ticket);
        var entry = new QueueEntry<Waiter>(ticket.Id, waiter, (int)ticket.Class, now - ticket.Age, now + ticket.Budget, ticket.Bytes);
        var outcome = _queue.TryEnqueue(entry, now);
        foreach (var shed in outcome.Shed)
        {
            shed.Ticket.Decision.TrySetResult(Count(
                shed.Deadline <= now ? Refusals.Expired(spec.Name) : Refusals.Shed(spec, PredictedWait(now, shed.Rank))));
        }

        if (!outcome.Accepted)
        {
            return Count(outcome.Status == EnqueueStatus.DuplicateId
                ? Refusals.Duplicate(ticket.Id)
                : Refusals.Full(spec, outcome.Status, PredictedWait(now, (int)ticket.Class)));
        }

        Dispatch();
        if (waiter.Decision.Task.IsCompletedSuccessfully)
        {
            return await waiter.Decision.Task;
        }

        await using var registration = cancellationToken.UnsafeRegister(
            static (decision, token) => ((TaskCompletionSource<TicketDecision>)decision!).TrySetCanceled(token), waiter.Decision);
        try
        {
            return await waiter.Decision.Task;
        }
        catch (OperationCanceledException)
        {
            // Back on the grain's scheduler: the place is freed in a turn. It may be free already, and taken by the same id come again.
            if (_queue.TryRemove(ticket.Id, out var removed))
            {
                if (ReferenceEquals(removed.Ticket, waiter))
                {
                    _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
                }
                else
                {
                    _queue.TryEnqueue(removed, time.GetUtcNow());
                }
            }

            throw;
        }
    }

    public Task WithdrawAsync(string ticketId, int attempt)
    {
        if (_replicas.Values.FirstOrDefault(replica => replica.Release(ticketId, attempt)) is not null)
        {
            _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
            Dispatch();
        }
        else if (_queue.TryRemove(ticketId, out var waiting))
        {
            if (waiting.Ticket.Ticket.Attempt == attempt)
            {
                _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
                waiting.Ticket.Decision.TrySetCanceled();
            }
            else
            {
                _queue.TryEnqueue(waiting, time.GetUtcNow());
            }
        }

        return Task.CompletedTask;
    }

    public Task CompleteAsync(ExecutionReport report)
    {
        if (_replicas.TryGetValue(report.Replica, out var replica))
        {
            // An execution that the replica does not know ran in the process before: it says nothing about this one.
            if (replica.Release(report.TicketId, report.Attempt) && report.Outcome == ExecutionOutcome.Lost)
            {
                replica.Suspend();
            }
        }

        _counters = report.Outcome switch
        {
            ExecutionOutcome.Completed => _counters with { Completed = _counters.Completed + 1 },
            ExecutionOutcome.Lost => _counters with { Lost = _counters.Lost + 1 },
            ExecutionOutcome.Cancelled => _counters with { Cancelled = _counters.Cancelled + 1 },
            _ => _counters with { Failed = _counters.Failed + 1 },
        };
        if (report.Outcome == ExecutionOutcome.Completed)
        {
            _profile.Record(report.ServiceTime);
        }

        Dispatch();
        return Task.CompletedTask;
    }

    public async Task ConfigureAsync(ModelConfiguration configuration)
    {
        if (configuration.Generation < state.State.Generation)
        {
            return;
        }

        foreach (var gone in _replicas.Keys.Except(configuration.Replicas).ToList())
        {
            _replicas.Remove(gone);
        }

        foreach (var replica in configuration.Replicas)
        {
            _replicas.TryAdd(replica, new ReplicaSlots(replica));
        }

        var now = time.GetUtcNow();
        foreach (var replica in _replicas.Values)
        {
            if (replica.ReleaseLeaked(now) is > 0 and var leaked)
            {
                Log.Leaked(logger, replica.Id, leaked);
            }
        }

        if (configuration.Generation > state.State.Generation || Configuration is null)
        {
            var before = Configuration?.Spec;
            await SaveAsync(state.State with
            {
                Configuration = configuration with { Replicas = [] },
                Generation = configuration.Generation,
                Signature = before is null || before.NeedsNewReplicas(configuration.Spec) ? null : state.State.Signature,
            });
            if (before?.Queue != configuration.Spec.Queue)
            {
                MoveQueue(configuration.Spec, now);
            }

            if (configuration.Spec.Replicas == 0)
            {
                RefuseWaiting(() => Refusals.NoReplicas(configuration.Spec));
            }
        }

        Dispatch();
    }

    public async Task RemoveAsync(long generation)
    {
        if (generation < state.State.Generation || Configuration is null)
        {
            return;
        }

        await SaveAsync(new ModelState { Generation = generation });
        RefuseWaiting(() => Refusals.Removed(this.GetPrimaryKeyString()));
        _replicas.Clear();
    }

    public async Task ReportReplicaAsync(ReplicaReport report)
    {
        if (!_replicas.TryGetValue(report.Replica, out var replica))
        {
            if (Configuration is null)
            {
                return;
            }

            _replicas.Add(report.Replica, replica = new ReplicaSlots(report.Replica));
        }

        replica.Update(report);
        Dispatch();
        if (report.Signature is { } signature && report.Version == Configuration?.Spec.Version
            && !SignatureComparer.Equal(signature, state.State.Signature))
        {
            await SaveAsync(state.State with { Signature = signature });
        }
    }

    public Task<ModelView?> GetAsync()
    {
        if (Configuration is not { } configuration)
        {
            return Task.FromResult<ModelView?>(null);
        }

        var ready = _replicas.Values.Where(replica => replica.Ready).ToList();
        return Task.FromResult<ModelView?>(new ModelView
        {
            Spec = configuration.Spec,
            Generation = configuration.Generation,
            Signature = state.State.Signature,
            ReadyVersions = [.. ready.Select(replica => replica.Report!.Version).Distinct().Order(StringComparer.Ordinal)],
            ReadyReplicas = ready.Count,
            Slots = ready.Sum(replica => replica.Report!.Slots),
            Running = _replicas.Values.Sum(replica => replica.Running),
            Waiting = [.. Ranks().Select(rank => _queue.LoadOf(rank).Count)],
            WaitingBytes = _queue.Bytes,
            ServiceTimeP50 = _profile.P50,
            ServiceTimeP99 = _profile.P99,
            Counters = _counters,
        });
    }

    private static IEnumerable<int> Ranks() => Enumerable.Range(0, 3);

    private static TicketQueue<Waiter> NewQueue(ModelSpec? spec) => new(new QueueLimits
    {
        MaxCount = spec?.Queue.MaxRequests ?? SpecDefaults.QueueRequests,
        MaxBytes = spec?.Queue.MaxBytes ?? SpecDefaults.QueueBytes,
        AgeingBound = spec?.Queue.AgeingBound ?? SpecDefaults.AgeingBound,
    });

    private TicketDecision? Refuse(Ticket ticket)
    {
        if (Configuration is not { } configuration)
        {
            return Refusals.NoModel(this.GetPrimaryKeyString());
        }

        if (ticket.Generation < configuration.Generation)
        {
            return new TicketDecision { Verdict = TicketVerdict.Stale };
        }

        if (ticket.Version is { } version && !Serves(version))
        {
            return Count(Refusals.NoVersion(configuration.Spec, version));
        }

        return configuration.Spec.Replicas == 0 ? Count(Refusals.NoReplicas(configuration.Spec)) : null;
    }

    /// <summary>When this activation must end, whoever waits asks again: the next activation knows what is on the disk.</summary>
    private Task SaveAsync(ModelState next) => this.SaveAsync(state, next, () =>
    {
        while (_queue.TryDequeue(time.GetUtcNow(), out var entry))
        {
            entry.Ticket.Decision.TrySetResult(new TicketDecision { Verdict = TicketVerdict.Stale });
        }

        ExpireDue(time.GetUtcNow());
    });

    private void RefuseWaiting(Func<TicketDecision> refusal)
    {
        while (_queue.TryDequeue(time.GetUtcNow(), out var entry))
        {
            entry.Ticket.Decision.TrySetResult(Count(refusal()));
        }
    }

    /// <summary>The declared version is served, or will be; another one while a replica of it is left.</summary>
    private bool Serves(string version) =>
        version == Configuration?.Spec.Version || _replicas.Values.Any(replica => replica.Ready && replica.Report!.Version == version);

    private TicketDecision Count(TicketDecision decision)
    {
        _counters = decision.Verdict == TicketVerdict.Expired
            ? _counters with { Expired = _counters.Expired + 1 }
            : _counters with { Refused = _counters.Refused + 1 };
        return decision;
    }

    /// <summary>Other bounds: the waiting tickets move to a new queue, those beyond the bounds are shed.</summary>
    private void MoveQueue(ModelSpec spec, DateTimeOffset now)
    {
        var old = _queue;
        _queue = NewQueue(spec);
        while (old.TryDequeue(now, out var entry))
        {
            var outcome = _queue.TryEnqueue(entry, now);
            foreach (var shed in outcome.Accepted ? outcome.Shed : outcome.Shed.Add(entry))
            {
                shed.Ticket.Decision.TrySetResult(Count(Refusals.Shed(spec, null)));
            }
        }
    }

    private AdmissionSnapshot AdmissionView(DateTimeOffset now)
    {
        var typical = _profile.P50;
        ServiceTimeEstimate? estimate = typical is { } known && _profile.Samples >= MinSamples ? new ServiceTimeEstimate(known, _profile.P90 ?? known) : null;
        if (_queue.Count == 0 && FreeSlots() is > 0 and var free)
        {
            // Nobody is ahead, so a free slot takes it at once: when the busy ones end does not matter, and would cost more than all the rest.
            return new AdmissionSnapshot { WaitingByRank = NobodyWaits, Slots = free, ServiceTime = estimate };
        }

        return new AdmissionSnapshot
        {
            WaitingByRank = [.. Ranks().Select(rank => _queue.LoadOf(rank).Count)],
            Slots = _replicas.Values.Where(replica => replica.Ready).Sum(replica => replica.Report!.Slots),
            BusyRemaining = typical is { } service
                ? [.. _replicas.Values.Where(replica => replica.Ready).SelectMany(replica => replica.Remaining(service, now)).Order()]
                : [],
            ServiceTime = estimate,
        };
    }

    private int FreeSlots()
    {
        var free = 0;
        foreach (var (_, replica) in _replicas)
        {
            free += replica.FreeSlots;
        }

        return free;
    }

    private TimeSpan? PredictedWait(DateTimeOffset now, int rank) => AdmissionPolicy.PredictWait(AdmissionView(now), rank);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3100, Level = LogLevel.Warning, Message = "Replica {Replica}: {Count} executions were never reported; their slots are free again.")]
        public static partial void Leaked(ILogger logger, ReplicaId replica, int count);
    }
}
