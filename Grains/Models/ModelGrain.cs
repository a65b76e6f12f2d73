using System.Collections.Immutable;
using Krewe.Forecasting;
using Krewe.Grains.Forecasting;
using Krewe.Grains.Models.Profiles;
using Krewe.Grains.Placement;
using Krewe.Grains.Scaling;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Admission;
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
    IHostSilos silos,
    ActiveModels? active = null,
    DemandTally? demand = null,
    ScaledModels? scaled = null) : Grain, IModelGrain
{
    /// <summary>How long after its deadline an execution's front must have spoken.</summary>
    private static readonly TimeSpan LeakGrace = TimeSpan.FromSeconds(30);

    /// <summary>How many tickets for a version without free slots are passed over in one turn.</summary>
    private const int MaxAside = 64;

    /// <summary>Requests of a tenant within its share that may come together and are not held to its pace.</summary>
    private const double Burst = 4;
    private static readonly AdmissionLimits Admission = new();
    private static readonly ImmutableArray<int> NobodyAhead = [0];

    private readonly SortedList<ReplicaId, ReplicaSlots> _replicas = []; // a list: each request walks through it
    private readonly ServiceEstimate _estimate = new();
    private readonly RankLoads _loads = new(Ranks().Count(), RankLoads.UsualFade);
    private readonly WaitCalibration _calibration = new(Ranks().Count());
    private readonly HashSet<(string Ticket, int Attempt)> _preempted = [];
    private ReplicaOutliers _outliers = null!;
    private readonly Dictionary<string, Waiter> _waiting = new(StringComparer.Ordinal);

    // Taken by each operation of the queue and empty between them.
    private readonly List<QueueEntry<Waiter>> _left = [];
    private TicketQueue<Waiter> _queue = null!;
    private ModelCounters _counters = new();
    private IGrainTimer _expiry = null!;
    private DateTimeOffset? _expiryAt;
    private DemandCounter? _demand;
    private ModelKey _key;
    private long _activation;

    private ModelConfiguration? Configuration => state.State.Configuration;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_key, _activation) = (ModelKey.Parse(this.GetPrimaryKeyString()), time.GetUtcNow().UtcTicks);
        _queue = NewQueue(Configuration?.Spec);
        _keyLimits = new KeyLimits(Configuration?.Spec.Queue.MaxKeys ?? SpecDefaults.FairnessKeys);
        ConfigureBatching(Configuration?.Spec.Batching ?? new BatchingSpec());
        _outliers = new ReplicaOutliers(_replicas);
        _expiry = this.RegisterGrainTimer(
            ExpireAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        (_loadSince, _closed) = (time.GetUtcNow(), Configuration?.Closed ?? false);
        if (_key.Shard == 0)
        {
            active?.Add(_key); // the root speaks for its shards
            CountDemand();
        }

        ShowLoad();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        scaled?.Remove(_key);
        active?.Remove(_key);
        demand?.End(_key);
        return Task.CompletedTask;
    }

    public Task<TicketDecision> SubmitAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        if (_key.Shard > 0 && Configuration is null)
        {
            return JoinAsync(ticket, cancellationToken);
        }

        if (Refuse(ticket) is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        var now = time.GetUtcNow();
        var spec = Configuration!.Spec;
        var predicted = TimeSpan.Zero;
        if (ticket.Attempt == 0)
        {
            _counters = _counters with { Arrived = _counters.Arrived + 1 };
            _demand?.Arrived(now);
            NoteArrival(ticket, now);
            var admission = AdmissionPolicy.Decide(AdmissionView(ticket, now), 0, now + ticket.Budget, now, Admission);
            if (!admission.Admitted)
            {
                return Task.FromResult(Count(Refusals.NotAdmitted(spec, admission, ticket.Budget), ticket));
            }

            predicted = admission.PredictedWait ?? TimeSpan.Zero;
        }

        if (_waiting.ContainsKey(ticket.Id))
        {
            return Task.FromResult(Count(Refusals.Duplicate(ticket.Id), ticket));
        }

        if (CountsKey(ticket) && !_keyLimits.Allows(ticket.Tenant, ticket.FairnessKey!))
        {
            return Task.FromResult(Count(Refusals.TooManyKeys(spec, ticket.Tenant, _keyLimits.Most), ticket));
        }

        if (MayBatch(ticket))
        {
            _gaps.Arrived(KindOf(ticket), now);
        }

        var waiter = new Waiter(ticket, now, predicted);
        var entry = new QueueEntry<Waiter>(
            waiter, ticket.FairnessKey ?? ticket.Tenant, (int)ticket.Class, now - ticket.Age, now + ticket.Budget, ticket.Bytes, _estimate.Cost);
        var status = Enqueue(entry, now);
        if (status != EnqueueStatus.Accepted)
        {
            return Task.FromResult(Count(Refusals.Full(spec, status, PredictedWait(ticket, now)), ticket));
        }

        _waiting.Add(ticket.Id, waiter);
        NoteWaiting(waiter);
        Dispatch();
        return waiter.Decision.Task.IsCompletedSuccessfully ? waiter.Decision.Task : AwaitDecisionAsync(waiter, cancellationToken);
    }

    public Task WithdrawAsync(string ticketId, int attempt)
    {
        if (_replicas.Values.FirstOrDefault(replica => replica.Release(ticketId, attempt)) is not null)
        {
            _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
            Dispatch();
        }
        else if (_waiting.TryGetValue(ticketId, out var waiter) && waiter.Ticket.Attempt == attempt && _queue.TryRemove(waiter.Place, out _))
        {
            Forget(waiter);
            _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
            waiter.Decision.TrySetCanceled();
        }

        return Task.CompletedTask;
    }

    public async Task ConfigureAsync(ModelConfiguration configuration)
    {
        if (configuration.Generation < state.State.Generation)
        {
            return;
        }

        _configured = true;
        var left = _replicas.Keys.Except(configuration.Replicas).ToList();
        if (left.Count > 0 || configuration.Generation > state.State.Generation)
        {
            CallBack(time.GetUtcNow()); // what fronts keep was granted before
        }

        left.ForEach(gone => _replicas.Remove(gone));
        NoteKinds();

        foreach (var replica in configuration.Replicas)
        {
            _replicas.TryAdd(replica, NewReplica(replica));
        }

        var now = time.GetUtcNow();
        FreeLeaked(now);
        if (configuration.Generation > state.State.Generation || Configuration is null)
        {
            var before = Configuration?.Spec;
            await SaveAsync(state.State with
            {
                Configuration = configuration with { Replicas = [] },
                Generation = configuration.Generation,
                Signature = before is null || before.NeedsNewReplicas(configuration.Spec) ? null : state.State.Signature,
                Quarantine = before is null || before.NeedsNewReplicas(configuration.Spec) ? [] : state.State.Quarantine,
            });
            ConfigureBatching(configuration.Spec.Batching);
            if (before?.Queue != configuration.Spec.Queue)
            {
                MoveQueue(configuration.Spec, now);
            }

        }

        _closed = configuration.Closed;
        if (_closed)
        {
            RefuseWaiting(() => Refusals.NoReplicas(configuration.Spec));
        }

        CountDemand();
        ShowLoad();
        ExchangeSoon();
        Dispatch();
    }

    public async Task RemoveAsync(long generation)
    {
        if (generation < state.State.Generation || Configuration is null)
        {
            return;
        }

        // First: when it fails the removal is told again, and afterwards nobody would.
        demand?.End(ModelKey.Parse(this.GetPrimaryKeyString()));
        await GrainFactory.GetGrain<IForecastGrain>(this.GetPrimaryKeyString()).ForgetAsync();
        await ForgetQuotaAsync();
        await SaveAsync(new ModelState { Generation = generation });
        _demand = null;
        ShowLoad();
        RefuseWaiting(() => Refusals.Removed(this.GetPrimaryKeyString()));
        CallBack(time.GetUtcNow());
        CloseShards();
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

            _replicas.Add(report.Replica, replica = NewReplica(report.Replica));
        }

        var isNews = !replica.Knows(report with { Sequence = replica.Report?.Sequence ?? 0 });
        Take(replica, report);
        NoteKinds();
        if (!report.Ready)
        {
            CallBack(time.GetUtcNow());
        }

        if (isNews)
        {
            ExchangeSoon();
        }

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
        return Task.FromResult<ModelView?>(WithShards(new ModelView
        {
            Spec = configuration.Spec,
            Generation = configuration.Generation,
            Signature = state.State.Signature,
            ReadyVersions = [.. ready.Select(replica => replica.Report!.Version).Distinct().Order(StringComparer.Ordinal)],
            ReadyReplicas = ready.Count,
            Slots = ready.Sum(replica => replica.Report!.Slots),
            Running = RunningNow(),
            Waiting = [.. Ranks().Select(rank => _queue.LoadOf(rank).Count)],
            WaitingBytes = _queue.Bytes,
            ServiceTimeP50 = _estimate.P50,
            Profiles = _profiles.All,
            ServiceTimeP99 = _estimate.P99,
            Counters = _counters,
            Quarantine = Quarantine(time.GetUtcNow()),
        }));
    }

    /// <summary>Takes over a report; another process has nothing of what requests left behind in the one before.</summary>
    private void Take(ReplicaSlots replica, ReplicaReport report)
    {
        if (replica.Report is { } before && (before.Epoch, before.Incarnation) != (report.Epoch, report.Incarnation))
        {
            _homes.Forget(replica.Id.ToString());
        }

        replica.Update(report);
    }

    private static IEnumerable<int> Ranks() => Enumerable.Range(0, 3);

    private async Task<TicketDecision> AwaitDecisionAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (decision, token) => ((TaskCompletionSource<TicketDecision>)decision!).TrySetCanceled(token), waiter.Decision);
        try
        {
            return await waiter.Decision.Task;
        }
        catch (OperationCanceledException)
        {
            // Back on the grain's scheduler: the place is freed in a turn, unless it was left already.
            if (_queue.TryRemove(waiter.Place, out _))
            {
                Forget(waiter);
                _counters = _counters with { Cancelled = _counters.Cancelled + 1 };
            }

            throw;
        }
    }

    /// <summary>When this activation must end, whoever waits asks again: the next activation knows what is on the disk.</summary>
    private Task SaveAsync(ModelState next) => this.SaveAsync(state, next, SendBackWaiting);

    /// <summary>Whoever waits asks again: elsewhere, or the next activation.</summary>
    private void SendBackWaiting()
    {
        while (_queue.TryDequeue(time.GetUtcNow(), out var entry))
        {
            Answer(entry.Ticket, new TicketDecision { Verdict = TicketVerdict.Stale });
        }

        ExpireDue(time.GetUtcNow());
    }

    private void RefuseWaiting(Func<TicketDecision> refusal)
    {
        while (_queue.TryDequeue(time.GetUtcNow(), out var entry))
        {
            Answer(entry.Ticket, Count(refusal(), entry.Ticket.Ticket));
        }
    }

    /// <summary>The declared version is served, or will be; another one while a replica of it is left.</summary>
    private bool Serves(string version) =>
        version == Configuration?.Spec.Version || _replicas.Values.Any(replica => replica.Ready && replica.Report!.Version == version);

    /// <summary>From now on its seconds count, also those without a request.</summary>
    private void CountDemand() =>
        _demand = Configuration is null ? null : demand?.Begin(ModelKey.Parse(this.GetPrimaryKeyString()), time.GetUtcNow());

    private TicketDecision Count(TicketDecision decision, Ticket ticket)
    {
        NoteRefused(decision, ticket);
        _counters = decision.Verdict == TicketVerdict.Expired
            ? _counters with { Expired = _counters.Expired + 1 }
            : _counters with { Refused = _counters.Refused + 1 };
        return decision;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Replica {Replica}: it fails or is slow beside the others and gets no requests for {For}; the last one ended as {Outcome}.")]
        public static partial void Ejected(ILogger logger, ReplicaId replica, TimeSpan @for, ExecutionOutcome outcome);

        [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "Model {Model}: two replicas were lost with a request; its content {Digest} is not executed for {For}.")]
        public static partial void Quarantined(ILogger logger, string model, string digest, TimeSpan @for);

        [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Shard {Shard} of a split queue did not answer; it is asked again.")]
        public static partial void ShardSilent(ILogger logger, string shard, Exception exception);

        [LoggerMessage(EventId = 3100, Level = LogLevel.Warning, Message = "Replica {Replica}: {Count} executions were never reported; their slots are free again.")]
        public static partial void Leaked(ILogger logger, ReplicaId replica, int count);
    }
}
