using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;

namespace Krewe.Client.Admin;

/// <content>Regions, and in which of them models are served.</content>
public sealed partial class KreweAdminClient
{
    /// <summary>The regions, by name.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<RegionView>> GetRegionsAsync(CancellationToken cancellationToken = default) => _http.GetListAsync<RegionView>("regions", cancellationToken);

    /// <summary>Takes a region out of service: its models are served in others where their specs allow it. Returns when that is begun.</summary>
    /// <param name="region">The region.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">There is no such region (KRW3105).</exception>
    public Task<RegionMaintenance> DrainRegionAsync(string region, CancellationToken cancellationToken = default) =>
        _http.SendAsync<RegionMaintenance>(HttpMethod.Post, AdminPath.Of("regions", region, "drain"), new object(), cancellationToken);

    /// <summary>Lets a region serve again: its models return.</summary>
    /// <param name="region">The region.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">There is no such region (KRW3105).</exception>
    public Task<RegionMaintenance> UndrainRegionAsync(string region, CancellationToken cancellationToken = default) =>
        _http.SendAsync<RegionMaintenance>(HttpMethod.Post, AdminPath.Of("regions", region, "undrain"), new object(), cancellationToken);

    /// <summary>Says in which region a model is to be served, until that is taken back. Returns when that is stored.</summary>
    /// <param name="model">The model, in its own region.</param>
    /// <param name="region">The region; its own one to hold it there, null to take back what was said.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">There is no such model (KRW3105), or it may not be served there (KRW3109).</exception>
    public Task<SpreadStatus> HoldAsync(ModelKey model, string? region, CancellationToken cancellationToken = default) =>
        _http.SendAsync<SpreadStatus>(HttpMethod.Post, AdminPath.Of("models", model.Tenant, model.Model, "region").With(("region", model.Region)), new RegionHoldRequest { To = region }, cancellationToken);
}
