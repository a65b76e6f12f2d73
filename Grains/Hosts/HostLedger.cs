using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Hosts;

/// <summary>The ledger's rules, pure: a state and a question go in, the next state and an answer come out.</summary>
internal static class HostLedger
{
    /// <summary>Grants a lease when everything that is asked is free, under an epoch above all before it.</summary>
    public static (HostLedgerState State, LeaseDecision Decision) Grant(
        HostLedgerState state, HostView view, LeaseRequest request, DateTimeOffset now)
    {
        var key = request.Replica.ToString();
        if (state.Leases.TryGetValue(key, out var held))
        {
            return (state, SameAs(held, request) ? new LeaseDecision { Lease = held } : Refuse(view.Host, [Held(held)]));
        }

        if (request.Pool is { } pool && view.Devices.Where(device => request.Devices.Contains(device.Observation.Uuid) && (device.Observation.Pool ?? view.Pool) != pool).ToList() is { Count: > 0 } strange)
        {
            return (state, Refuse(view.Host, strange.Select(device => $"device {device.Observation.Uuid} belongs to pool {device.Observation.Pool ?? view.Pool}, not to {pool}")));
        }

        var obstacles = LedgerMath.Check(HostCandidates.From(view), HostCandidates.Claim(request));
        if (!obstacles.IsEmpty)
        {
            return (state, Refuse(view.Host, obstacles.Select(obstacle => $"{obstacle.Code}: {obstacle.Text}")));
        }

        var lease = new Lease
        {
            Replica = request.Replica,
            Host = view.Host,
            Epoch = Math.Max(state.LastEpoch, request.EpochAbove) + 1,
            CpuMillicores = request.CpuMillicores,
            MemoryBytes = request.MemoryBytes,
            Devices = request.Devices,
            DeviceMemoryBytes = request.DeviceMemoryBytes,
            DeviceComputeThousandths = request.DeviceComputeThousandths,
            GrantedAt = now,
            Pool = request.Pool,
            Zone = view.Zone.Length == 0 ? null : view.Zone,
            DeviceClass = ClassOf(view, request),
        };
        return (state with { Leases = state.Leases.SetItem(key, lease), LastEpoch = lease.Epoch }, new LeaseDecision { Lease = lease });
    }

    /// <summary>Marks a lease as returned. It still counts until the exit of its process was seen.</summary>
    public static HostLedgerState Release(HostLedgerState state, ReplicaId replica, long epoch) =>
        state.Leases.TryGetValue(replica.ToString(), out var lease) && lease.Epoch == epoch && !lease.Releasing
            ? state with { Leases = state.Leases.SetItem(replica.ToString(), lease with { Releasing = true }) }
            : state;

    /// <summary>Takes the host or a device out of service, or back.</summary>
    public static HostLedgerState Maintain(HostLedgerState state, MaintenanceOrder order)
    {
        if (order.Device is not { } device)
        {
            var notice = order.Empty ? order.Notice ?? state.Notice : null;
            return state.Draining == order.Empty && state.Notice == notice ? state : state with { Draining = order.Empty, Notice = notice };
        }

        return state.Cordoned.Contains(device) == order.Empty ? state
            : order.Empty ? state with { Cordoned = [.. state.Cordoned.Append(device).Order(StringComparer.Ordinal)] }
            : state with { Cordoned = state.Cordoned.Remove(device) };
    }

    /// <summary>Forgets a notice whose time has passed: it was about an earlier life of the machine.</summary>
    public static HostLedgerState Begin(HostLedgerState state, DateTimeOffset now) =>
        state.Notice is { } notice && notice.EndsAt < now ? state with { Draining = false, Notice = null } : state;

    /// <summary>Frees the returned leases whose process does not run any more.</summary>
    public static HostLedgerState Free(HostLedgerState state, Func<Lease, bool> runs)
    {
        foreach (var lease in state.InOrder)
        {
            if (lease.Releasing && !runs(lease))
            {
                state = state with { Leases = state.Leases.Remove(lease.Replica.ToString()) };
            }
        }

        return state;
    }

    private static bool SameAs(Lease held, LeaseRequest request) =>
        !held.Releasing
        && held.Epoch > request.EpochAbove
        && held.CpuMillicores == request.CpuMillicores
        && held.MemoryBytes == request.MemoryBytes
        && held.Devices.SequenceEqual(request.Devices)
        && held.DeviceMemoryBytes == request.DeviceMemoryBytes
        && held.DeviceComputeThousandths == request.DeviceComputeThousandths
        && held.Pool == request.Pool;

    private static string ClassOf(HostView view, LeaseRequest request) => request.Devices.IsEmpty
        ? "cpu"
        : string.Join('+', view.Devices.Where(device => request.Devices.Contains(device.Observation.Uuid)).Select(device => device.Observation.Class).Distinct().Order(StringComparer.Ordinal));

    private static string Held(Lease held) => held.Releasing
        ? $"replica {held.Replica} still holds its lease of epoch {held.Epoch}: its process has not exited yet"
        : $"replica {held.Replica} holds a lease of epoch {held.Epoch} for other resources: release it first";

    private static LeaseDecision Refuse(string host, IEnumerable<string> reasons) => new()
    {
        Problem = new Problem { Code = ErrorCodes.LeaseRefused, Message = $"host '{host}' refused the lease", Where = host, Reasons = [.. reasons] },
    };
}
