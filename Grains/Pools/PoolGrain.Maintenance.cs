using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Hosts;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Pools.Planning;
using Krewe.Hosts;
using Krewe.Pools;

namespace Krewe.Grains.Pools;

/// <content>Hosts and devices that an operator takes out of service, and back.</content>
internal sealed partial class PoolGrain
{
    /// <summary>Draining hosts of which it was told that they are empty.</summary>
    private readonly HashSet<string> _drainedHosts = [];

    public async Task<MaintenanceResult> MaintainAsync(MaintenanceOrder order)
    {
        _ = Find(order);
        await RefreshAsync(order.Host);
        var before = Find(order);
        var changes = Outside(before, order.Device) != order.Empty || (order.Notice is { } notice && notice != before.Notice);
        var moves = order.Empty ? EvacuationPlanner.Plan(Snapshot(), order.Host, order.Device) : [];
        var stuck = moves.Where(move => !move.HasRoom).ToList();
        if (order.Empty && changes && stuck.Count > 0 && !order.Force)
        {
            throw Refuse(order, moves.Length, stuck);
        }

        if (order.Check)
        {
            return new MaintenanceResult { Host = order.Host, Device = order.Device, State = Outside(before, order.Device) ? Word(order.Device) : "active", Moves = moves };
        }

        var after = (await Host(order.Host).MaintainAsync(order).WaitAsync(Patience, time)).For(Key.Pool);
        See(after);
        NoteNotice(before, after);
        if (changes && order.Notice is null)
        {
            Note(
                (order.Device, order.Empty) switch
                {
                    (null, true) => EventKinds.HostDraining,
                    (null, false) => EventKinds.HostUndrained,
                    (_, true) => EventKinds.DeviceCordoned,
                    _ => EventKinds.DeviceUncordoned,
                },
                order,
                order.Empty ? $"{Name(order)} takes no new leases and is emptied" : $"{Name(order)} takes leases again",
                code: null,
                [
                    order.Force && stuck.Count > 0 ? $"an operator told so, also though {stuck.Count} replicas have no other place" : "an operator told so",
                    .. moves.Select(Describe),
                ]);
        }

        NoteDrained(after);
        await ReconcileAsync();
        return new MaintenanceResult
        {
            Host = order.Host,
            Device = order.Device,
            State = order.Empty ? Word(order.Device) : "active",
            Changed = changes,
            Moves = moves,
        };
    }

    public Task<PoolSnapshot> GetSnapshotAsync() => Task.FromResult(Snapshot());

    /// <summary>What the pool decides from, now.</summary>
    private PoolSnapshot Snapshot() => new()
    {
        Pool = Key,
        At = time.GetUtcNow(),
        Round = _round,
        Seed = PoolPlacing.Seed,
        Weights = Weights.ToSnapshot(),
        Hosts = [.. LiveHosts()],
        Models =
        [
            .. state.State.Models.Select(pair => new SnapshotModel
            {
                Model = pair.Value.Spec.GetKey(),
                Spec = pair.Value.Spec,
                Generation = pair.Value.Generation,
                Revision = pair.Value.Revision,
                Removing = pair.Value.Removing,
                Target = pair.Value.Target,
                Override = pair.Value.Override,
                StartupSeconds = StartupSeconds(pair.Key),
                Profiles = _profiles.GetValueOrDefault(pair.Key, []),
            }),
        ],
        Replicas =
        [
            .. state.State.Replicas.Select(pair => new SnapshotReplica
            {
                Lease = pair.Value.Lease,
                Revision = pair.Value.Revision,
                Spec = pair.Value.Spec,
                Stopping = pair.Value.Stopping,
                Phase = _replicas.GetValueOrDefault(pair.Key)?.Phase,
            }),
        ],
        LastEpoch = state.State.LastEpoch,
        Objective = options.ToSnapshot(),
        Plan = _plan,
        Quotas = options.Quotas,
        Packing = state.State.Packing,
        Migrations = [.. state.State.Migrations.Values],
        Offered = _offered,
        Spot = _spot,
    };

    private void NoteDrained(HostView host)
    {
        if (!host.Draining || !host.Leases.IsEmpty)
        {
            _drainedHosts.Remove(host.Host);
        }
        else if (_drainedHosts.Add(host.Host))
        {
            NoteHost(
                EventKinds.HostDrained,
                host.Host,
                host.Pools.IsEmpty ? $"host {host.Host} is empty" : $"host {host.Host} has nothing of pool {Key.Pool} any more",
                "it is draining, and nothing is leased on it any more");
        }
    }

    /// <summary>The host of an order, when the pool has it with its device.</summary>
    private HostView Find(MaintenanceOrder order)
    {
        if (!_hosts.TryGetValue(order.Host, out var host))
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.NotFound,
                Message = $"pool {Key} has no host '{order.Host}'",
                Where = "host",
                Reasons = [.. _hosts.Keys.Select(known => $"there is '{known}'")],
            });
        }

        if (order.Device is { } uuid && host.Devices.FirstOrDefault(device => device.Observation.Uuid == uuid) is not { Observation.Accelerator: true })
        {
            var cpu = host.Devices.Any(device => device.Observation.Uuid == uuid);
            throw new KreweException(new Problem
            {
                Code = cpu ? ErrorCodes.MaintenanceRefused : ErrorCodes.NotFound,
                Message = cpu ? $"device '{uuid}' of host '{order.Host}' is leased by the core, not as a device" : $"host '{order.Host}' has no device '{uuid}'",
                Where = "device",
                Reasons = [.. host.Devices.Where(device => device.Observation.Accelerator).Select(device => $"there is '{device.Observation.Uuid}'")],
                Next = cpu ? "drain the host" : null,
            });
        }

        return host;
    }

    private KreweException Refuse(MaintenanceOrder order, int there, List<ReplicaMove> stuck)
    {
        ImmutableArray<string> reasons = [.. stuck.Select(Describe)];
        var text = $"{Name(order)} cannot be emptied: {stuck.Count} of its {there} replicas have no other place";
        Note(EventKinds.MaintenanceRefused, order, text, ErrorCodes.MaintenanceRefused, reasons);
        return new KreweException(new Problem
        {
            Code = ErrorCodes.MaintenanceRefused,
            Message = text,
            Where = order.Device is null ? "host" : "device",
            Reasons = reasons,
            Next = "make room, scale those models down, or force it (--force, {\"force\": true} by HTTP): they stay and serve, nothing new comes, and what has a place is replaced",
        });
    }

    private void Note(string kind, MaintenanceOrder order, string text, string? code, ImmutableArray<string> reasons) => Note(
        kind,
        kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..],
        order.Device is null ? order.Host : $"{order.Host}/{order.Device}",
        model: null,
        text,
        reasons,
        order.Host,
        code,
        [("force", order.Force), ("leases", _hosts[order.Host].Leases.Length)]);

    private static string Word(string? device) => device is null ? "draining" : "cordoned";

    private static bool Outside(HostView host, string? device) => device is null
        ? host.Draining
        : host.Devices.Any(one => one.Observation.Uuid == device && one.State == DeviceState.Cordoned);

    private static string Name(MaintenanceOrder order) => order.Device is { } device ? $"device {device} of host {order.Host}" : $"host {order.Host}";

    private static string Describe(ReplicaMove move) => (move.HasRoom, move.Host) switch
    {
        (true, { } host) => $"replica {move.Replica}: what replaces it has a place on host {host}",
        (true, null) => $"replica {move.Replica}: {string.Join("; ", move.Reasons)}",
        _ => $"replica {move.Replica} has no other place: {string.Join("; ", move.Reasons)}",
    };
}
