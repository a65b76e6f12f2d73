using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Grains.Hosts;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Scheduling.Placement;
using Krewe.Specs;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Pools;

/// <summary>
/// Brings what is nearer to what is wanted, one round with each host's report. Every step is stored before it is taken and can be
/// repeated: a crash between two steps leaves something that the next round finishes.
/// </summary>
[GrainType("pool"), KeepAlive]
internal sealed partial class PoolGrain(
    [PersistentState(StateNames.Pool, StateNames.Storage)] IPersistentState<PoolState> state,
    TimeProvider time,
    ILogger<PoolGrain> logger) : Grain, IPoolGrain
{
    /// <summary>Models are told their configuration when it changes, and again every so many rounds.</summary>
    private const int ReassertRounds = 10;
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);
    private static readonly PlacementWeights Weights = new();

    private readonly SortedDictionary<string, HostView> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReplicaView> _replicas = [];
    private readonly Dictionary<string, Errors.Problem> _refusals = [];
    private readonly Dictionary<string, string> _told = [];
    private readonly DecisionLog _decisions = new();
    private int _round;

    private PoolKey Key => PoolKey.Parse(this.GetPrimaryKeyString());

    public async Task ReportHostAsync(HostView host)
    {
        _hosts[host.Host] = host;
        await ReconcileAsync();
    }

    public async Task<AssignResult> AssignAsync(ModelSpec spec, long generation)
    {
        ModelSpecValidator.ThrowIfInvalid(spec);
        var key = spec.GetKey().ToString();
        var known = state.State.Models.GetValueOrDefault(key);
        var change = known is null || known.Removing ? AssignChange.Created
            : known.Spec == spec || generation <= known.Generation ? AssignChange.None
            : known.Spec.NeedsNewReplicas(spec) ? AssignChange.Replaced
            : AssignChange.Configured;
        if (change != AssignChange.None)
        {
            var model = new PoolModel
            {
                Spec = spec,
                Generation = generation,
                Revision = change == AssignChange.Configured ? known!.Revision : generation,
            };
            await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, model) });
            _refusals.Remove(key);
            _decisions.Add(time.GetUtcNow(), key, "assign", $"{change.ToString().ToLowerInvariant()}: generation {generation}, {spec.Replicas} replicas");
        }

        await ReconcileAsync();
        return new AssignResult { Change = change, Generation = state.State.Models[key].Generation, Placement = Placement(key) };
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
            _decisions.Add(time.GetUtcNow(), key, "unassign", "the model was deleted");
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
            Queue = await GrainFactory.GetGrain<IModelGrain>(key).GetAsync(),
            Decisions = _decisions.About(key),
            Summary = Summaries.Of(placement),
        };
    }

    private async Task ReconcileAsync()
    {
        _round++;
        await Task.WhenAll([.. state.State.Replicas.Select(pair => AssertReplicaAsync(pair.Key, pair.Value))]);
        await ForgetStoppedAsync();
        await ReturnOrphansAsync();
        foreach (var action in PoolPlanner.Plan(state.State, _replicas))
        {
            await (action.Kind == PoolActionKind.Stop ? StopAsync(action.Replica, action.Reason) : PlaceAsync(action));
        }

        foreach (var (key, model) in state.State.Models)
        {
            await ConfigureAsync(key, model);
        }

        await ReportAsync();
    }

    /// <summary>Says again what the replica is to do, and takes note of what it is.</summary>
    private async Task AssertReplicaAsync(string key, PoolReplica replica)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IReplicaGrain>(key);
            var model = state.State.Models.GetValueOrDefault(replica.Lease.Replica.Model.ToString());
            _replicas[key] = replica.Stopping || model is null
                ? await grain.StopAsync(replica.Lease.Epoch)
                : await grain.EnsureAsync(new ReplicaAssignment
                {
                    // A replica of an older revision keeps what it was started with until it is replaced.
                    Spec = replica.Revision == model.Revision ? model.Spec : replica.Spec,
                    Generation = model.Generation,
                    Lease = replica.Lease,
                });
        }
        catch (Exception exception)
        {
            Log.ReplicaFailed(logger, key, exception);
        }
    }

    /// <summary>Returns the leases of replicas that have stopped, and of those that another pool has taken over.</summary>
    private async Task ForgetStoppedAsync()
    {
        foreach (var (key, replica) in state.State.Replicas)
        {
            if (!_replicas.TryGetValue(key, out var view))
            {
                continue;
            }

            var superseded = view.Epoch > replica.Lease.Epoch;
            if (!superseded && view.Phase != ReplicaPhase.Stopped)
            {
                continue;
            }

            try
            {
                await Host(replica.Lease.Host).ReleaseAsync(replica.Lease.Replica, replica.Lease.Epoch);
                await RefreshAsync(replica.Lease.Host);
            }
            catch (Exception exception)
            {
                Log.ReleaseFailed(logger, key, exception);
                continue;
            }

            await this.SaveAsync(state, state.State with
            {
                Replicas = state.State.Replicas.Remove(key),
                LastEpoch = Math.Max(state.State.LastEpoch, view.Epoch),
            });
            _replicas.Remove(key);
            _decisions.Add(time.GetUtcNow(), key, "forget", superseded ? $"it is at epoch {view.Epoch} already" : "it has stopped");
        }
    }

    /// <summary>
    /// Returns the leases of this pool's hosts that the pool does not know: granted and never stored, because the pool or its storage
    /// failed in between, or the host's answer was lost. Nothing else would ever return them.
    /// </summary>
    private async Task ReturnOrphansAsync()
    {
        foreach (var lease in _hosts.Values.Where(host => host.Pool == Key.Pool).SelectMany(host => host.Leases).ToList())
        {
            var key = lease.Replica.ToString();
            var known = state.State.Replicas.GetValueOrDefault(key);
            if (known?.Lease.Epoch == lease.Epoch && known.Lease.Host == lease.Host)
            {
                continue;
            }

            if (lease.Epoch > state.State.LastEpoch)
            {
                await this.SaveAsync(state, state.State with { LastEpoch = lease.Epoch });
            }

            try
            {
                if (known is null)
                {
                    // Nobody else says it: what runs under that epoch stops, and what is late to start does not start.
                    await GrainFactory.GetGrain<IReplicaGrain>(key).StopAsync(lease.Epoch);
                }

                if (!lease.Releasing)
                {
                    await Host(lease.Host).ReleaseAsync(lease.Replica, lease.Epoch);
                    _decisions.Add(time.GetUtcNow(), key, "release", $"host {lease.Host} holds a lease of epoch {lease.Epoch} that was never used");
                }

                await RefreshAsync(lease.Host);
            }
            catch (Exception exception)
            {
                Log.ReleaseFailed(logger, key, exception);
            }
        }
    }

    private async Task StopAsync(ReplicaId replica, string reason)
    {
        var key = replica.ToString();
        var stopping = state.State.Replicas[key] with { Stopping = true };
        await this.SaveAsync(state, state.State with { Replicas = state.State.Replicas.SetItem(key, stopping) });
        _decisions.Add(time.GetUtcNow(), key, "stop", reason);
        await AssertReplicaAsync(key, stopping);
    }

    private async Task PlaceAsync(PoolAction action)
    {
        var modelKey = action.Replica.Model.ToString();
        var model = state.State.Models[modelKey];
        var peers = state.State.Replicas.Values.Where(replica => replica.Lease.Replica.Model == action.Replica.Model).Select(replica => replica.Lease.Host);
        var snapshot = new PlacementSnapshot(LiveHosts().Select(HostCandidates.From));
        var decision = PlacementPolicy.Decide(snapshot, PlacementRequests.From(model.Spec, action.Replica, peers), Weights);
        var now = time.GetUtcNow();
        if (decision is not PlacementDecision.Placed placed)
        {
            var refusal = PlacementRequests.Explain((PlacementDecision.Refused)decision, action.Replica);
            _refusals[modelKey] = refusal;
            _decisions.Add(now, action.Replica.ToString(), "refuse", refusal.Message, refusal.Reasons);
            if (action.MakeRoom is { } old && state.State.Replicas.TryGetValue(old.ToString(), out var held) && !held.Stopping)
            {
                await StopAsync(old, $"there is no room to start {action.Replica} before it stops");
            }

            return;
        }

        LeaseDecision answer;
        try
        {
            answer = await Host(placed.Host).LeaseAsync(PlacementRequests.Lease(model.Spec, action.Replica, placed.DeviceIds, state.State.LastEpoch));
        }
        catch (Exception exception)
        {
            Log.LeaseFailed(logger, action.Replica, placed.Host, exception);
            return;
        }

        if (answer.Lease is not { } lease)
        {
            _refusals[modelKey] = answer.Problem!;
            _decisions.Add(now, action.Replica.ToString(), "refuse", answer.Problem!.Message, answer.Problem.Reasons);
            return;
        }

        var replica = new PoolReplica { Lease = lease, Revision = model.Revision, Spec = model.Spec };
        await this.SaveAsync(state, state.State with
        {
            Replicas = state.State.Replicas.SetItem(action.Replica.ToString(), replica),
            LastEpoch = Math.Max(state.State.LastEpoch, lease.Epoch),
        });
        _refusals.Remove(modelKey);
        _decisions.Add(
            now,
            action.Replica.ToString(),
            "place",
            $"on host {placed.Host} under epoch {lease.Epoch}: {action.Reason}",
            [.. placed.Scores.Select(score => FormattableString.Invariant($"host {score.Host}: fit {score.Fit:0.###}, peers {score.Peers}"))]);
        await RefreshAsync(placed.Host);
        await AssertReplicaAsync(action.Replica.ToString(), replica);
    }

    /// <summary>After a lease the host has less room: the next placement of the same round must know.</summary>
    private async Task RefreshAsync(string host) => _hosts[host] = await Host(host).GetAsync();

    private async Task ConfigureAsync(string key, PoolModel model)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IModelGrain>(key);
            if (model.Removing)
            {
                await grain.RemoveAsync(model.Generation);
                if (!state.State.Replicas.Values.Any(replica => replica.Lease.Replica.Model.ToString() == key))
                {
                    await this.SaveAsync(state, state.State with { Models = state.State.Models.Remove(key) });
                    _told.Remove(key);
                    _refusals.Remove(key);
                }

                return;
            }

            var replicas = state.State.Replicas.Values
                .Where(replica => !replica.Stopping && replica.Lease.Replica.Model.ToString() == key)
                .Select(replica => replica.Lease.Replica)
                .Order()
                .ToImmutableArray();
            var telling = $"{model.Generation}:{string.Join(',', replicas.Select(replica => replica.Number))}";
            if (_round % ReassertRounds != 0 && _told.GetValueOrDefault(key) == telling)
            {
                return;
            }

            await grain.ConfigureAsync(new ModelConfiguration { Spec = model.Spec, Generation = model.Generation, Replicas = replicas });
            _told[key] = telling;
        }
        catch (Exception exception)
        {
            Log.ConfigureFailed(logger, key, exception);
        }
    }

    private async Task ReportAsync()
    {
        try
        {
            var models = state.State.Models.Where(pair => !pair.Value.Removing).Select(pair => ModelKey.Parse(pair.Key)).ToImmutableArray();
            foreach (var stray in await GrainFactory.GetGrain<IFleetGrain>(IFleetGrain.Key).ReportPoolAsync(Key, models))
            {
                var key = stray.ToString();
                await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, state.State.Models[key] with { Removing = true }) });
                _decisions.Add(time.GetUtcNow(), key, "unassign", "the fleet has assigned it to another pool");
            }
        }
        catch (Exception exception)
        {
            Log.FleetFailed(logger, Key, exception);
        }
    }

    private IHostGrain Host(string name) => GrainFactory.GetGrain<IHostGrain>(name);

    private IEnumerable<HostView> LiveHosts()
    {
        var now = time.GetUtcNow();
        return _hosts.Values.Select(host => host.SeenAt is { } seen && now - seen > LostAfter ? host with { State = HostState.Lost } : host);
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
            Wanted = model.Removing ? 0 : model.Spec.Replicas,
            Ready = replicas.Count(replica => replica.Phase == ReplicaPhase.Ready),
            Replicas = replicas,
            Refusal = _refusals.GetValueOrDefault(key),
            Removing = model.Removing,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2100, Level = LogLevel.Warning, Message = "Replica {Replica} could not be told what to do; it is told again.")]
        public static partial void ReplicaFailed(ILogger logger, string replica, Exception exception);

        [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "The lease of replica {Replica} could not be returned; it is tried again.")]
        public static partial void ReleaseFailed(ILogger logger, string replica, Exception exception);

        [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "Host {Host} did not answer whether it grants replica {Replica} a lease; it is asked again.")]
        public static partial void LeaseFailed(ILogger logger, ReplicaId replica, string host, Exception exception);

        [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "Model {Model} could not be told its configuration; it is told again.")]
        public static partial void ConfigureFailed(ILogger logger, string model, Exception exception);

        [LoggerMessage(EventId = 2104, Level = LogLevel.Warning, Message = "Pool {Pool} could not report to the fleet; it is tried again.")]
        public static partial void FleetFailed(ILogger logger, PoolKey pool, Exception exception);
    }
}
