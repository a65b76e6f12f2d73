using Krewe.Admin;
using Krewe.Admin.Snapshots;
using Krewe.Client.Http;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Client.Admin;

/// <summary>
/// Every route of a silo's admin API, typed; see docs/admin-api.md. Every refusal is a <see cref="Errors.KreweException"/> with the silo's own
/// problem; nothing is retried, so that no outcome is hidden. Reads need no token, all else does. Safe for use by several threads.
/// </summary>
public sealed partial class KreweAdminClient : IDisposable
{
    private readonly AdminHttp _http;

    /// <summary>Makes one.</summary>
    /// <param name="options">Which silo, with what right.</param>
    /// <param name="handler">Sends the requests; null for sockets. The caller disposes of it.</param>
    public KreweAdminClient(KreweClientOptions options, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _http = new AdminHttp(options, handler);
    }

    /// <summary>Everything at once: the silo, its cluster, hosts and models, and who did not answer.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Errors.KreweException">The silo refused, or none answers (KRW5101).</exception>
    public Task<ClusterView> GetStatusAsync(CancellationToken cancellationToken = default) => _http.GetAsync<ClusterView>("status", cancellationToken);

    /// <summary>The models as their pools see them.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<PlacementView>> GetModelsAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<PlacementView>("models", cancellationToken);

    /// <summary>The replicas of all models.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<ReplicaView>> GetReplicasAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<ReplicaView>("replicas", cancellationToken);

    /// <summary>The hosts with their devices and leases.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<HostView>> GetHostsAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<HostView>("hosts", cancellationToken);

    /// <summary>The devices of all hosts.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<DeviceView>> GetDevicesAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<DeviceView>("devices", cancellationToken);

    /// <summary>The pools.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<PoolView>> GetPoolsAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<PoolView>("pools", cancellationToken);

    /// <summary>The silos of the cluster.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<SiloView>> GetSilosAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<SiloView>("silos", cancellationToken);

    /// <summary>Everything that decides placement, in one document.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default) =>
        _http.GetAsync<ClusterSnapshot>("snapshot", cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
