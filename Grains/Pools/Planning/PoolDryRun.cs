using System.Collections.Immutable;
using Krewe.Admin.Plans;
using Krewe.Errors;
using Krewe.Grains.Hosts;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Pools.Quotas;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Scheduling.Placement;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Planning;

/// <summary>
/// Plays a pool's rounds on its snapshot with the code that the pool runs, without asking anybody: what is started becomes ready, what is
/// stopped gives back what it held. The same snapshot and specs always give the same. Not safe for concurrent use.
/// </summary>
public sealed partial class PoolDryRun
{
    private readonly Dictionary<string, HostView> _hosts;
    private readonly Dictionary<string, ReplicaView> _views;
    private readonly PlacementWeights _weights;
    private readonly long _seed;
    private readonly PoolSnapshot _given;
    private PlacementTransaction _room;
    private readonly Dictionary<string, ReplicaAllocation> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ReplicaId, PlannedReplica> _steps = [];
    private PoolState _state;

    /// <summary>Begins with a pool as it is.</summary>
    /// <param name="snapshot">The pool.</param>
    public PoolDryRun(PoolSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _given = snapshot;
        Pool = snapshot.Pool;
        _state = snapshot.State();
        _views = snapshot.Views();
        _hosts = snapshot.Hosts.ToDictionary(host => host.Host, StringComparer.Ordinal);
        (_weights, _seed) = (snapshot.Weights.ToWeights(), snapshot.Seed ?? PoolPlacing.Seed);
        _room = new PlacementTransaction(snapshot.Hosts(), _weights);
        foreach (var replica in snapshot.Replicas)
        {
            var lease = replica.Lease;
            if (_hosts.TryGetValue(lease.Host, out var host) && host.Leases.Any(held => held.Replica == lease.Replica && held.Epoch == lease.Epoch))
            {
                _held[lease.Replica.ToString()] = new ReplicaAllocation(lease.Replica.ToString(), lease.Replica.Model.ToString(), lease.Host, HostCandidates.Claim(lease));
            }
        }
    }

    /// <summary>The pool.</summary>
    public PoolKey Pool { get; }

    /// <summary>The spec that the pool has stored; null for none.</summary>
    /// <param name="model">The model.</param>
    public ModelSpec? Stored(ModelKey model) =>
        _state.Models.TryGetValue(model.ToString(), out var known) && !known.Removing ? known.Spec : null;

    /// <summary>Why the pool would refuse a spec: it can never be placed there; null where it would not.</summary>
    /// <param name="spec">The spec; it is valid.</param>
    public Problem? WhyNever(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var change = AssignChanges.Of(_state.Models.GetValueOrDefault(spec.GetKey().ToString()), spec, long.MaxValue);
        return PoolPlacing.WhyNever(_hosts.Values.Concat(_given.Offered), spec, change, Pool, _weights, _given.Quotas);
    }

    /// <summary>Stores a spec and plays until nothing changes any more.</summary>
    /// <param name="spec">The spec; it is valid.</param>
    public (AssignChange Change, ImmutableArray<PlannedReplica> Replicas) Apply(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var key = spec.GetKey().ToString();
        var known = _state.Models.GetValueOrDefault(key);
        var generation = _state.Models.Values.Select(model => model.Generation).DefaultIfEmpty().Max() + 1;
        var change = AssignChanges.Of(known, spec, generation);
        if (change != AssignChange.None)
        {
            _state = _state with { Models = _state.Models.SetItem(key, AssignChanges.Store(known, spec, generation, change)) };
        }

        return (change, [.. Run().Where(step => step.Replica.Model == spec.GetKey())]);
    }

    /// <summary>Takes a model away, and plays until nothing changes any more.</summary>
    /// <param name="model">The model.</param>
    public void Remove(ModelKey model)
    {
        if (_state.Models.TryGetValue(model.ToString(), out var known))
        {
            _state = _state with { Models = _state.Models.SetItem(model.ToString(), known with { Removing = true }) };
            Run();
        }
    }

    /// <summary>Plays until nothing changes any more; gives what becomes of every replica, those of the snapshot and those since.</summary>
    public ImmutableArray<PlannedReplica> Run()
    {
        // Each round that changes something starts, stops or readies a replica: far fewer rounds than this are ever needed.
        var most = 10 + (4 * (_state.Replicas.Count + _state.Models.Values.Sum(model => model.Wanted)));
        for (var round = 0; round < most && PlayRound(); round++)
        {
        }

        foreach (var (key, replica) in _state.Replicas)
        {
            var id = ReplicaId.Parse(key);
            if (!_steps.TryGetValue(id, out var step) || step.Step != PlannedStep.Place)
            {
                _steps[id] = new PlannedReplica { Replica = id, Step = PlannedStep.Keep, Host = replica.Lease.Host, Devices = replica.Lease.Devices };
            }
        }

        return [.. _steps.Values];
    }

    private bool PlayRound()
    {
        // What was refused may have a place by now, or may not be wanted any more.
        foreach (var refused in _steps.Values.Where(step => step.Step == PlannedStep.Refuse).Select(step => step.Replica).ToList())
        {
            _steps.Remove(refused);
        }

        var stops = _state.Replicas.Values.Where(replica => replica.Stopping).Select(replica => replica.Lease.Replica).ToHashSet();
        foreach (var id in stops)
        {
            _steps.TryAdd(id, Stopped(id, PlannedStep.Stop, "it is being stopped already"));
        }

        var changed = stops.Count > 0;
        foreach (var action in PoolPlanner.Plan(_state, _views, lease => _hosts.Leaves(lease)))
        {
            if (action.Kind == PoolActionKind.Stop)
            {
                _steps[action.Replica] = Stopped(action.Replica, PlannedStep.Stop, action.Reason);
                changed |= stops.Add(action.Replica);
            }
            else
            {
                changed |= Place(action, stops);
            }
        }

        // What is stopped is gone before the next round looks for room, and what was started is ready.
        foreach (var id in stops)
        {
            Forget(id.ToString());
        }

        foreach (var (key, replica) in _state.Replicas)
        {
            changed |= _views.GetValueOrDefault(key)?.Phase != ReplicaPhase.Ready;
            _views[key] = new ReplicaView { Id = replica.Lease.Replica, Phase = ReplicaPhase.Ready };
        }

        return changed;
    }

    private bool Place(PoolAction action, HashSet<ReplicaId> stops)
    {
        var model = _state.Models[action.Replica.Model.ToString()];
        var peers = _state.Replicas.Values.Where(replica => replica.Lease.Replica.Model == action.Replica.Model).Select(replica => replica.Lease.Host);
        // Begun anew for each, as the pool does: what its models ask for may have changed.
        _room = PoolPlacing.Begin(_room.Current, _weights, _state, _seed);
        var mark = _room.Checkpoint();
        var decision = SpotPlacing.Place(_room, PlacementRequests.From(model.Spec, action.Replica, peers, _hosts.Values), _given.Hosts, model, _given.Spot);
        var excess = TenantQuotas.Exceeds(_given.Quotas, _state, model.Spec, _hosts.Leaves);
        switch (decision)
        {
            case PlacementDecision.Placed placed when excess is null:
                var request = PlacementRequests.Lease(model.Spec, action.Replica, placed.DeviceIds, _state.LastEpoch);
                var lease = new Lease
                {
                    Replica = action.Replica,
                    Host = placed.Host,
                    Epoch = _state.LastEpoch + 1,
                    CpuMillicores = request.CpuMillicores,
                    MemoryBytes = request.MemoryBytes,
                    Devices = request.Devices,
                    DeviceMemoryBytes = request.DeviceMemoryBytes,
                    DeviceComputeThousandths = request.DeviceComputeThousandths,
                };
                _held[action.Replica.ToString()] = placed.Allocation;
                _state = _state with
                {
                    LastEpoch = lease.Epoch,
                    Replicas = _state.Replicas.SetItem(action.Replica.ToString(), new PoolReplica { Lease = lease, Revision = model.Revision, Spec = model.Spec }),
                };
                _steps[action.Replica] = new PlannedReplica
                {
                    Replica = action.Replica,
                    Step = PlannedStep.Place,
                    Host = placed.Host,
                    Devices = placed.DeviceIds,
                    Seconds = PoolProblems.StartSeconds(model.Spec, _given.Models.FirstOrDefault(known => known.Model == action.Replica.Model)?.StartupSeconds),
                    Reasons = [action.Reason, .. PlacementReasons.Of(placed)],
                };
                return true;
            default:
                _room.Rollback(mark);
                _steps[action.Replica] = new PlannedReplica
                {
                    Replica = action.Replica,
                    Step = PlannedStep.Refuse,
                    Reasons = [action.Reason],
                    Refusal = PlacementRequests.Explain(decision, excess, action.Replica),
                };
                if (action.MakeRoom is { } old && stops.Add(old))
                {
                    _steps[old] = Stopped(old, PlannedStep.StopFirst, $"there is no room to start {action.Replica} before it stops");
                    return true;
                }

                return false;
        }
    }

    private PlannedReplica Stopped(ReplicaId replica, PlannedStep step, string reason)
    {
        var lease = _state.Replicas[replica.ToString()].Lease;
        return new PlannedReplica { Replica = replica, Step = step, Host = lease.Host, Devices = lease.Devices, Reasons = [reason] };
    }

    private void Forget(string key)
    {
        if (_held.Remove(key, out var allocation))
        {
            _room.Release(allocation);
        }

        _views.Remove(key);
        _state = _state with { Replicas = _state.Replicas.Remove(key) };
    }
}
