using Krewe.Devices;
using Krewe.Grains.Pools;
using Krewe.Grains.Pools.Planning;
using Krewe.Hosts;
using Krewe.Migrations;

namespace Krewe.Grains.Migrations;

/// <summary>
/// What migrations will lease is not free for anybody else: not while a host fetches files, and not while what makes room is still stopping. Without it another placement could take the
/// place, and the move would be taken back for want of a lease.
/// </summary>
internal static class PromisedRoom
{
    /// <summary>Hosts as they are to whoever looks for a place: less what is promised there. Never below nothing.</summary>
    /// <param name="hosts">Hosts as they are.</param>
    /// <param name="state">The pool, with its migrations.</param>
    public static IEnumerable<HostView> Without(IEnumerable<HostView> hosts, PoolState state)
    {
        var promised = state.Migrations.Values
            .Where(migration => migration.Status == MigrationStatus.Running)
            .SelectMany(migration => migration.Steps)
            .Where(step => step is { Kind: MigrationStepKind.Start, Phase: MigrationPhase.Waiting or MigrationPhase.Leasing } && !state.Replicas.ContainsKey(step.Replica.ToString()))
            .ToLookup(step => step.Host, StringComparer.Ordinal);
        return promised.Count == 0 ? hosts : hosts.Select(host => promised[host.Host].Aggregate(host, (view, step) => Less(view, step, state)));
    }

    private static HostView Less(HostView host, MigrationStep step, PoolState state)
    {
        if (state.Models.GetValueOrDefault(step.Replica.Model.ToString()) is not { } model)
        {
            return host;
        }

        var claim = PlacementRequests.Lease(model.Spec, step.Replica, step.Devices, 0);
        return host with
        {
            FreeCpuMillicores = Math.Max(0, host.FreeCpuMillicores - claim.CpuMillicores),
            UnleasedMemoryBytes = Math.Max(0, host.UnleasedMemoryBytes - claim.MemoryBytes),
            Devices = [.. host.Devices.Select(device => claim.Devices.Contains(device.Observation.Uuid) ? Less(device, claim) : device)],
        };
    }

    private static DeviceView Less(DeviceView device, LeaseRequest claim) => device with
    {
        FreeMemoryBytes = Math.Max(0, device.FreeMemoryBytes - claim.DeviceMemoryBytes),
        FreeComputeThousandths = Math.Max(0, device.FreeComputeThousandths - claim.DeviceComputeThousandths),
    };
}
