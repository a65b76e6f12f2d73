using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Grains.Hosts;
using Krewe.Grains.Placement;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Pools.Planning;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Pools;

/// <summary>
/// Brings what is nearer to what is wanted, one round with each host's report. Every step is stored before it is taken and can be
/// repeated: a crash between two steps leaves something that the next round finishes.
/// </summary>
[GrainType("pool"), KeepAlive, RegionPlacement]
internal sealed partial class PoolGrain(
    [PersistentState(StateNames.Pool, StateNames.Storage)] IPersistentState<PoolState> state,
    IHostSilos silos,
    LeaseMap leases,
    IEventSink events,
    IPlanSearcher searcher,
    PoolOptions options,
    TimeProvider time,
    ILogger<PoolGrain> logger) : Grain, IPoolGrain
{
    /// <summary>Models are told their configuration when it changes, and again every so many rounds.</summary>
    private const int ReassertRounds = 10;

    /// <summary>How long a round waits for another grain: one on a silo that is just going answers late or never, and is asked again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long an explanation waits for the model's queue.</summary>
    private static readonly TimeSpan QueuePatience = TimeSpan.FromSeconds(1);

    /// <summary>Reports that say nothing new begin no round within this time of the one before.</summary>
    private static readonly TimeSpan RoundPause = TimeSpan.FromSeconds(0.5);

    private readonly SortedDictionary<string, HostView> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReplicaView> _replicas = [];
    private readonly Dictionary<string, Errors.Problem> _refusals = [];
    private readonly Dictionary<string, string> _told = [];
    private readonly DecisionLog _decisions = new();
    private DateTimeOffset _roundAt;
    private int _round;

    private PoolKey Key => PoolKey.Parse(this.GetPrimaryKeyString());

    public async Task ReportHostAsync(HostView host)
    {
        host = host.For(Key.Pool);
        var known = _hosts.GetValueOrDefault(host.Host);
        var news = See(host);
        if (known is null || !HostNews.IsOlder(known, host))
        {
            NoteHost(known, host);
        }

        // Many hosts report each second, and while a round waits for somebody they queue up: one round answers them all.
        if (time.GetUtcNow() - _roundAt >= RoundPause || news)
        {
            await ReconcileAsync();
            await ImproveAsync();
        }
    }

    public async Task<AssignResult> AssignAsync(ModelSpec spec, long generation)
    {
        ModelSpecValidator.ThrowIfInvalid(spec);
        var key = spec.GetKey().ToString();
        var known = state.State.Models.GetValueOrDefault(key);
        var change = AssignChanges.Of(known, spec, generation);
        if (PoolPlacing.WhyNever(LiveHosts().Concat(_offered), spec, change, Key, Weights, options.Quotas) is { } never)
        {
            throw new KreweException(never);
        }

        if (change != AssignChange.None)
        {
            var model = AssignChanges.Store(known, spec, generation, change);
            await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, model) });
            _refusals.Remove(key);
            Note(
                EventKinds.ModelApplied,
                "assign",
                spec.GetKey(),
                $"{change.ToString().ToLowerInvariant()}: generation {generation}, {spec.Replicas} replicas",
                [],
                ("change", change),
                ("generation", generation),
                ("generation before", known?.Generation),
                ("replicas", spec.Replicas),
                ("replicas before", known?.Spec.Replicas),
                ("version", spec.Version));
        }

        await ReconcileAsync();
        return new AssignResult { Change = change, Generation = state.State.Models[key].Generation, Placement = Placement(key) };
    }

    public async Task<AssignResult?> ScaleAsync(ModelKey model, int replicas, long generation)
    {
        if (!state.State.Models.TryGetValue(model.ToString(), out var known) || known.Removing)
        {
            return null;
        }

        if (known.Spec.Scaling is not null)
        {
            return await OverrideAsync(model, replicas, DefaultOverride);
        }

        var result = await AssignAsync(known.Spec with { Replicas = replicas }, generation);
        if (result.Change != AssignChange.None)
        {
            Note(
                EventKinds.Scaled,
                "scale",
                model,
                $"{replicas} replicas instead of {known.Spec.Replicas}",
                ["an operator told so"],
                ("replicas", replicas),
                ("replicas before", known.Spec.Replicas),
                ("ready", result.Placement.Ready),
                ("generation", result.Generation));
        }

        return result;
    }

    public async Task<bool> UnassignAsync(ModelKey model)
    {
        var key = model.ToString();
        if (!state.State.Models.TryGetValue(key, out var known))
        {
            return false;
        }

        if (!known.Removing)
        {
            await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, known with { Removing = true }) });
            Note(EventKinds.ModelRemoved, "unassign", model, "the model was deleted", [], ("generation", known.Generation));
        }

        await ReconcileAsync();
        return true;
    }

    public Task<PoolView> GetAsync() => Task.FromResult(new PoolView
    {
        Key = Key,
        Hosts = [.. LiveHosts()],
        Models = [.. state.State.Models.Keys.Select(Placement)],
        Decisions = _decisions.All(),
        Improvement = _improvement,
        Migrations = [.. _endedMigrations, .. state.State.Migrations.Values.OrderBy(migration => migration.BegunAt)],
    });

    public async Task<ModelExplanation?> ExplainAsync(ModelKey model)
    {
        var key = model.ToString();
        if (!state.State.Models.ContainsKey(key))
        {
            return null;
        }

        var placement = Placement(key);
        return new ModelExplanation
        {
            Placement = placement,
            Queue = await AskQueueAsync(key),
            Decisions = _decisions.About(key),
            Summary = Summaries.Of(placement),
            Scaling = placement.Spec.Scaling is null ? null : await AskScalingAsync(model),
            Improvement = _improvement?.Moves.Any(move => move.Model == model) == true ? _improvement : null,
        };
    }

    /// <summary>What the model's queue is; null when it does not answer at once: the pool's own knowledge does not wait for it.</summary>
    private async Task<ModelView?> AskQueueAsync(string key)
    {
        try
        {
            return await GrainFactory.GetGrain<IModelGrain>(key).GetAsync().WaitAsync(QueuePatience, time);
        }
        catch (Exception exception)
        {
            Log.QueueSilent(logger, key, exception);
            return null;
        }
    }

    /// <summary>One round. No call in it waits longer than <see cref="Patience"/>.</summary>
    private async Task ReconcileAsync()
    {
        _round++;
        _roundAt = time.GetUtcNow();
        NoteLostHosts();
        await EndOverridesAsync();
        await ForgetLostAsync();
        TellLeases();
        _askedAt = time.GetUtcNow();
        await Task.WhenAll([.. state.State.Replicas.Select(pair => AssertReplicaAsync(pair.Key, pair.Value))]);
        await ForgetStoppedAsync();
        await ReturnOrphansAsync();
        await MoveAsync();
        var actions = PoolPlanner.Plan(state.State, _replicas, lease => _hosts.Leaves(lease) && !_movesLater.Contains(lease.Replica));
        ForgetRefusals(actions);
        foreach (var action in actions)
        {
            await (action.Kind == PoolActionKind.Stop ? StopAsync(action.Replica, action.Reason) : PlaceAsync(action));
        }

        await TellModelsAsync(again: _round % ReassertRounds == 0);
        await PreloadAsync();
        await ReportAsync();
        Pulse();
    }

    /// <summary>What looks for no place any more was not refused one.</summary>
    private void ForgetRefusals(ImmutableArray<PoolAction> actions)
    {
        foreach (var key in _refusals.Keys.Except(actions.Where(action => action.Kind == PoolActionKind.Place).Select(action => action.Replica.Model.ToString())).ToList())
        {
            _refusals.Remove(key);
        }
    }

    private PlacementView Placement(string key)
    {
        var model = state.State.Models[key];
        ImmutableArray<ReplicaView> replicas =
        [
            .. state.State.Replicas
                .Where(pair => pair.Value.Lease.Replica.Model.ToString() == key)
                .OrderBy(pair => pair.Value.Lease.Replica)
                .Select(pair => _replicas.GetValueOrDefault(pair.Key)
                    ?? new ReplicaView { Id = pair.Value.Lease.Replica, Phase = ReplicaPhase.None, Lease = pair.Value.Lease }),
        ];
        return new PlacementView
        {
            Model = ModelKey.Parse(key),
            Spec = model.Spec,
            Generation = model.Generation,
            Wanted = model.Wanted,
            Ready = replicas.Count(replica => replica.Phase == ReplicaPhase.Ready),
            Replicas = replicas,
            Refusal = _refusals.GetValueOrDefault(key),
            Removing = model.Removing,
            Override = model.Override,
            OverrideUntil = model.OverrideUntil,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2100, Level = LogLevel.Warning, Message = "Replica {Replica} could not be told what to do; it is told again.")]
        public static partial void ReplicaFailed(ILogger logger, string replica, Exception exception);

        [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "Replica {Replica} on host {Host} has not answered for {Patience}; the pool goes on without its answer.")]
        public static partial void ReplicaSilent(ILogger logger, string replica, string host, TimeSpan patience);

        [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "The lease of replica {Replica} could not be returned; it is tried again.")]
        public static partial void ReleaseFailed(ILogger logger, string replica, Exception exception);

        [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "Host {Host} did not answer whether it grants replica {Replica} a lease; it is asked again.")]
        public static partial void LeaseFailed(ILogger logger, ReplicaId replica, string host, Exception exception);

        [LoggerMessage(EventId = 2106, Level = LogLevel.Warning, Message = "Host {Host} did not say what it holds; it tells by itself each second.")]
        public static partial void HostSilent(ILogger logger, string host, Exception exception);

        [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "Model {Model} could not be told its configuration; it is told again.")]
        public static partial void ConfigureFailed(ILogger logger, string model, Exception exception);

        [LoggerMessage(EventId = 2107, Level = LogLevel.Information, Message = "The queue of model {Model} did not say what it is; the explanation goes without it.")]
        public static partial void QueueSilent(ILogger logger, string model, Exception exception);

        [LoggerMessage(EventId = 2108, Level = LogLevel.Information, Message = "Nobody said what was decided about the number of replicas of model {Model}; the explanation goes without it.")]
        public static partial void ScalingSilent(ILogger logger, ModelKey model, Exception exception);

        [LoggerMessage(EventId = 2115, Level = LogLevel.Warning, Message = "Pool {Pool} could not be planned as a whole; it is tried again when something has changed.")]
        public static partial void ImproveFailed(ILogger logger, PoolKey pool, Exception exception);

        [LoggerMessage(EventId = 2111, Level = LogLevel.Warning, Message = "Migrations of pool {Pool} were not carried on; the next round does.")]
        public static partial void PulseFailed(ILogger logger, PoolKey pool, Exception exception);

        [LoggerMessage(EventId = 2112, Level = LogLevel.Warning, Message = "Model {Model} could not be told that replica {Replica} leaves; it is told again.")]
        public static partial void SwitchFailed(ILogger logger, string model, ReplicaId replica, Exception exception);

        [LoggerMessage(EventId = 2130, Level = LogLevel.Information, Message = "Host {Host} could not be told which files of models it will need; it is told again.")]
        public static partial void NotWished(ILogger logger, string host, Exception exception);

        [LoggerMessage(EventId = 2131, Level = LogLevel.Information, Message = "Nobody said how many replicas models of pool {Pool} may need soon; what was said before holds.")]
        public static partial void AheadUnknown(ILogger logger, PoolKey pool, Exception exception);

        [LoggerMessage(EventId = 2104, Level = LogLevel.Warning, Message = "Pool {Pool} could not report to the fleet; it is tried again.")]
        public static partial void FleetFailed(ILogger logger, PoolKey pool, Exception exception);
    }
}
