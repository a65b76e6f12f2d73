using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Migrations;
using Krewe.Naming;

namespace Krewe.Client.Admin;

/// <content>Emptying hosts and devices, and letting them serve again.</content>
public sealed partial class KreweAdminClient
{
    /// <summary>Lets a host take no new leases, and replaces what it serves, start before stop.</summary>
    /// <param name="host">The host.</param>
    /// <param name="force">Also when some replicas have no other place: those stay.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">Replicas have no other place (KRW3107): nothing was changed.</exception>
    public Task<MaintenanceResult> DrainAsync(string host, bool force = false, CancellationToken cancellationToken = default) =>
        ChangeAsync(AdminPath.Of("hosts", host, "drain"), force, cancellationToken);

    /// <summary>Lets a host take leases again.</summary>
    /// <param name="host">The host.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    public Task<MaintenanceResult> UndrainAsync(string host, CancellationToken cancellationToken = default) =>
        ChangeAsync(AdminPath.Of("hosts", host, "undrain"), force: false, cancellationToken);

    /// <summary>Tells that a machine goes away by itself: it takes no new leases, what it serves moves at once, the most important first, and has ended before.</summary>
    /// <param name="host">The host.</param>
    /// <param name="notice">When, and why.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">There is no such host (KRW3105), or the time is not valid (KRW2001).</exception>
    public Task<MaintenanceResult> NoticeAsync(string host, NoticeRequest notice, CancellationToken cancellationToken = default) =>
        _http.SendAsync<MaintenanceResult>(HttpMethod.Post, AdminPath.Of("hosts", host, "notice"), notice, cancellationToken);

    /// <summary>Lets a device take no new leases, and replaces what uses it, start before stop.</summary>
    /// <param name="host">The device's host.</param>
    /// <param name="device">The device's UUID.</param>
    /// <param name="force">Also when some replicas have no other place: those stay.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">Replicas have no other place (KRW3107): nothing was changed.</exception>
    public Task<MaintenanceResult> CordonAsync(string host, string device, bool force = false, CancellationToken cancellationToken = default) =>
        ChangeAsync(AdminPath.Of("devices", host, device, "cordon"), force, cancellationToken);

    /// <summary>Lets a device take leases again.</summary>
    /// <param name="host">The device's host.</param>
    /// <param name="device">The device's UUID.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    public Task<MaintenanceResult> UncordonAsync(string host, string device, CancellationToken cancellationToken = default) =>
        ChangeAsync(AdminPath.Of("devices", host, device, "uncordon"), force: false, cancellationToken);

    /// <summary>Forgets the faults of a device that stay until a reset shows, such as an XID: it was repaired, or is to serve all the same.</summary>
    /// <param name="host">The device's host.</param>
    /// <param name="device">The device's UUID.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    public Task<DeviceClearing> ClearDeviceAsync(string host, string device, CancellationToken cancellationToken = default) =>
        _http.SendAsync<DeviceClearing>(HttpMethod.Post, AdminPath.Of("devices", host, device, "clear"), new object(), cancellationToken);

    /// <summary>Replicas on their way, and the last ones that have arrived or were taken back; oldest first.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<Migration>> GetMigrationsAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<Migration>("migrations", cancellationToken);

    /// <summary>The machines that come and go, by pool.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<MachinesView>> GetMachinesAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<MachinesView>("machines", cancellationToken);

    /// <summary>Moves a replica while it serves: another one is started, takes its place, and then it stops. Returns when that is begun.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="host">The host to go to; null for the best place on another one.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">There is no such replica or host (KRW3105), or it cannot be moved so (KRW3109).</exception>
    public Task<Migration> MigrateAsync(ReplicaId replica, string? host = null, CancellationToken cancellationToken = default) =>
        _http.SendAsync<Migration>(
            HttpMethod.Post,
            AdminPath.Of("replicas", replica.Model.Tenant, replica.Model.Model, FormattableString.Invariant($"{replica.Number}"), "migrate").With(("region", replica.Model.Region)),
            new MigrationRequest { Host = host },
            cancellationToken);

    /// <summary>Takes a migration back: replicas that were told to stop do so, all else is as before in the end.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">There is none of that id, or it has ended (KRW3105).</exception>
    public Task<Migration> TakeBackAsync(Migration migration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(migration);
        return _http.SendAsync<Migration>(HttpMethod.Post, AdminPath.Of("migrations", migration.Pool.Region, migration.Pool.Pool, migration.Id, "take-back"), new object(), cancellationToken);
    }

    private Task<MaintenanceResult> ChangeAsync(string path, bool force, CancellationToken cancellationToken) =>
        _http.SendAsync<MaintenanceResult>(HttpMethod.Post, path, new MaintenanceRequest { Force = force }, cancellationToken);
}
