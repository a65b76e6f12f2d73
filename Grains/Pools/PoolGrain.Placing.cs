using Krewe.Events;
using Krewe.Grains.Hosts;
using Krewe.Grains.Pools.Planning;
using Krewe.Grains.Pools.Quotas;
using Krewe.Hosts;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools;

/// <content>Where a replica goes, and under which lease.</content>
internal sealed partial class PoolGrain
{
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);
    private static readonly PlacementWeights Weights = new();

    private async Task PlaceAsync(PoolAction action)
    {
        var modelKey = action.Replica.Model.ToString();
        var model = state.State.Models[modelKey];
        var peers = state.State.Replicas.Values.Where(replica => replica.Lease.Replica.Model == action.Replica.Model).Select(replica => replica.Lease.Host);
        var hosts = LiveHosts().ToList();
        var decision = SpotPlacing.Place(PoolPlacing.Begin(hosts, Weights, state.State), PlacementRequests.From(model.Spec, action.Replica, peers, _hosts.Values), hosts, model, _spot);
        var excess = TenantQuotas.Exceeds(options.Quotas, state.State, model.Spec, _hosts.Leaves);
        if (excess is not null || decision is not PlacementDecision.Placed placed)
        {
            var refusal = PlacementRequests.Explain(decision, excess, action.Replica);
            _refusals[modelKey] = refusal;
            Note(
                EventKinds.PlacementRefused,
                "refuse",
                action.Replica,
                refusal.Message,
                [.. refusal.Reasons, .. refusal.Next is { } next ? (string[])[next] : []],
                code: refusal.Code,
                inputs: [("why", action.Reason), ("hosts", _hosts.Count), .. Asked(model)]);
            if (action.MakeRoom is { } old && state.State.Replicas.TryGetValue(old.ToString(), out var held) && !held.Stopping)
            {
                await StopAsync(old, $"there is no room to start {action.Replica} before it stops");
            }

            return;
        }

        LeaseDecision answer;
        try
        {
            // Granted all the same when the answer comes too late: the host's next report tells, and the lease is returned.
            answer = await Host(placed.Host)
                .LeaseAsync(PlacementRequests.Lease(model.Spec, action.Replica, placed.DeviceIds, state.State.LastEpoch) with { Pool = Key.Pool })
                .WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            Log.LeaseFailed(logger, action.Replica, placed.Host, exception);
            return;
        }

        if (answer.Lease is not { } lease)
        {
            _refusals[modelKey] = answer.Problem!;
            Note(
                EventKinds.PlacementRefused,
                "refuse",
                action.Replica,
                answer.Problem!.Message,
                answer.Problem.Reasons,
                placed.Host,
                answer.Problem.Code,
                [("why", action.Reason), .. Asked(model)]);
            return;
        }

        var replica = new PoolReplica { Lease = lease, Revision = model.Revision, Spec = model.Spec };
        await this.SaveAsync(state, state.State with
        {
            Replicas = state.State.Replicas.SetItem(action.Replica.ToString(), replica),
            LastEpoch = Math.Max(state.State.LastEpoch, lease.Epoch),
        });
        _refusals.Remove(modelKey);
        Note(
            EventKinds.ReplicaPlaced,
            "place",
            action.Replica,
            $"on host {placed.Host} under epoch {lease.Epoch}: {action.Reason}",
            PlacementReasons.Of(placed),
            placed.Host,
            inputs: [("epoch", lease.Epoch), ("devices", lease.Devices.IsEmpty ? null : string.Join(' ', lease.Devices)), .. Asked(model)]);
        TellLeases();
        await RefreshAsync(placed.Host);
        await AssertReplicaAsync(action.Replica.ToString(), replica);
    }

    /// <summary>After a lease the host has less room: the next placement of the same round must know.</summary>
    private async Task RefreshAsync(string host)
    {
        try
        {
            See((await Host(host).GetAsync().WaitAsync(Patience, time)).For(Key.Pool));
        }
        catch (Exception exception)
        {
            Log.HostSilent(logger, host, exception);
        }
    }

    private static (string Name, object? Value)[] Asked(PoolModel model) =>
    [
        ("generation", model.Generation),
        ("cpu millicores", model.Spec.Resources.CpuMillicores),
        ("memory bytes", model.Spec.Resources.MemoryBytes),
        ("devices asked", model.Spec.Resources.Devices.Count),
    ];

    private IHostGrain Host(string name) => GrainFactory.GetGrain<IHostGrain>(name);

    private IEnumerable<HostView> LiveHosts()
    {
        var now = time.GetUtcNow();
        return _hosts.Values.Select(host =>
            silos.IsGone(host.Host) || (host.SeenAt is { } seen && now - seen > LostAfter) ? host with { State = HostState.Lost } : host);
    }
}
