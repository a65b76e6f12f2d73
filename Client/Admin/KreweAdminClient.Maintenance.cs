using Krewe.Devices;
using Krewe.Hosts;

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

    private Task<MaintenanceResult> ChangeAsync(string path, bool force, CancellationToken cancellationToken) =>
        _http.SendAsync<MaintenanceResult>(HttpMethod.Post, path, new MaintenanceRequest { Force = force }, cancellationToken);
}
