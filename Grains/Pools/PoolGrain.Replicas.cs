using Krewe.Events;
using Krewe.Grains.Hosts;
using Krewe.Grains.Placement;
using Krewe.Naming;
using Krewe.Replicas;

namespace Krewe.Grains.Pools;

/// <content>What replicas are told and what becomes of their leases.</content>
internal sealed partial class PoolGrain
{
    /// <summary>
    /// How long after its silo's death a host's leases are void: by then what the silo had started has been killed with it.
    /// </summary>
    private static readonly TimeSpan LeaseGrace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A host that this activation never heard of may just be starting, with all others: it is given so long from this silo's own start. A pool that
    /// comes from a dead silo to one that was there before waits no longer than it would have there.
    /// </summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(10);

    /// <summary>Replicas that were asked under an epoch and have not answered yet.</summary>
    private readonly HashSet<(string Replica, long Epoch)> _asked = [];
    private readonly Dictionary<string, DateTimeOffset> _goneSince = [];

    /// <summary>When each replica answered last.</summary>
    private readonly Dictionary<string, DateTimeOffset> _heardAt = [];

    /// <summary>Says again what the replica is to do, and takes note of what it is. One that is still to answer is not asked again.</summary>
    private async Task AssertReplicaAsync(string key, PoolReplica replica)
    {
        if (!_asked.Add((key, replica.Lease.Epoch)))
        {
            return;
        }

        var answer = AskReplicaAsync(key, replica);
        try
        {
            await answer.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            Log.ReplicaSilent(logger, key, replica.Lease.Host, Patience);
        }
    }

    /// <summary>Never fails. The answer counts also when it comes late, while the replica has that lease.</summary>
    private async Task AskReplicaAsync(string key, PoolReplica replica)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IReplicaGrain>(key);
            var model = state.State.Models.GetValueOrDefault(replica.Lease.Replica.Model.ToString());
            var view = replica.Stopping || model is null
                ? await grain.StopAsync(replica.Lease.Epoch)
                : await grain.EnsureAsync(new ReplicaAssignment
                {
                    // A replica of an older revision keeps what it was started with until it is replaced.
                    Spec = replica.Revision == model.Revision ? model.Spec : replica.Spec,
                    Generation = model.Generation,
                    Lease = replica.Lease,
                    InheritedRestarts = replica.InheritedRestarts,
                });
            if (state.State.Replicas.GetValueOrDefault(key)?.Lease.Epoch == replica.Lease.Epoch)
            {
                (_replicas[key], _heardAt[key]) = (view, time.GetUtcNow());
            }
        }
        catch (Exception exception)
        {
            Log.ReplicaFailed(logger, key, exception);
        }
        finally
        {
            _asked.Remove((key, replica.Lease.Epoch));
        }
    }

    /// <summary>Gives up the replicas of hosts whose silo is dead: they are placed anew, under a higher epoch. The host returns what it still holds when it is back.</summary>
    private async Task ForgetLostAsync()
    {
        var now = time.GetUtcNow();
        foreach (var host in state.State.Replicas.Values.Select(replica => replica.Lease.Host).Distinct().Order(StringComparer.Ordinal).ToList())
        {
            if (!silos.IsGone(host))
            {
                _goneSince.Remove(host);
                continue;
            }

            _goneSince.TryAdd(host, now);
            if (now - _goneSince[host] < LeaseGrace || (!_hosts.ContainsKey(host) && silos.Uptime < StartGrace))
            {
                continue;
            }

            var lost = state.State.Replicas.Where(pair => pair.Value.Lease.Host == host).ToList();
            await this.SaveAsync(state, state.State with
            {
                Replicas = state.State.Replicas.RemoveRange(lost.Select(pair => pair.Key)),
                LastEpoch = Math.Max(state.State.LastEpoch, lost.Max(pair => pair.Value.Lease.Epoch)),
            });
            _goneSince.Remove(host);
            var lastPhases = lost.ToDictionary(pair => pair.Key, pair => _replicas.GetValueOrDefault(pair.Key)?.Phase);
            foreach (var (key, replica) in lost)
            {
                _replicas.Remove(key);
                _heardAt.Remove(key);
                Note(
                    EventKinds.ReplicaLost,
                    "forget",
                    replica.Lease.Replica,
                    $"the silo of host {host} is dead, its lease of epoch {replica.Lease.Epoch} is void",
                    [$"the membership has shown no live silo of host {host} for {LeaseGrace.TotalSeconds:0.#} s or longer; what it had started was killed with it"],
                    host,
                    inputs: [("epoch", replica.Lease.Epoch), ("phase before", lastPhases.GetValueOrDefault(key))]);
            }
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
                await Host(replica.Lease.Host).ReleaseAsync(replica.Lease.Replica, replica.Lease.Epoch).WaitAsync(Patience, time);
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
            _heardAt.Remove(key);
            Note(
                EventKinds.ReplicaStopped,
                "forget",
                replica.Lease.Replica,
                superseded ? $"it is at epoch {view.Epoch} already" : "it has stopped",
                host: replica.Lease.Host,
                inputs: [("epoch", replica.Lease.Epoch), ("phase", view.Phase), ("restarts", view.Restarts)]);
        }
    }

    /// <summary>
    /// Returns the leases of this pool's hosts that the pool does not know: granted and never stored, because the pool or its storage
    /// failed in between, or the host's answer was lost. Nothing else would ever return them.
    /// </summary>
    private async Task ReturnOrphansAsync()
    {
        foreach (var lease in _hosts.Values.Where(host => host.Serves(Key.Pool)).SelectMany(host => host.Leases).ToList())
        {
            if (silos.IsGone(lease.Host))
            {
                continue; // nobody is there to take it back; when the host returns it tells again
            }

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
                    leases.Take(Key.ToString(), LeasePlace.Of(lease));
                    await GrainFactory.GetGrain<IReplicaGrain>(key).StopAsync(lease.Epoch).WaitAsync(Patience, time);
                }

                if (!lease.Releasing)
                {
                    await Host(lease.Host).ReleaseAsync(lease.Replica, lease.Epoch).WaitAsync(Patience, time);
                    Note(
                        EventKinds.LeaseReturned,
                        "release",
                        lease.Replica,
                        $"host {lease.Host} holds a lease of epoch {lease.Epoch} that was never used",
                        [known is null ? "the pool knows no such replica" : $"the pool knows the replica under epoch {known.Lease.Epoch} on host {known.Lease.Host}"],
                        lease.Host,
                        inputs: [("epoch", lease.Epoch)]);
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
        Note(
            EventKinds.ReplicaStopping,
            "stop",
            replica,
            reason,
            host: stopping.Lease.Host,
            inputs: [("epoch", stopping.Lease.Epoch), ("phase", _replicas.GetValueOrDefault(key)?.Phase), ("running", _replicas.GetValueOrDefault(key)?.Running)]);
        await AssertReplicaAsync(key, stopping);
    }
}
