using Krewe.Admin.Activations;

namespace Krewe.Client.Admin;

/// <content>The grains of the cluster.</content>
public sealed partial class KreweAdminClient
{
    /// <summary>Activations, a part of the list at a time.</summary>
    /// <param name="type">Only of this type; null for all.</param>
    /// <param name="silo">Only on this silo, by name; null for all.</param>
    /// <param name="after"><see cref="GrainPage.Next"/> of the part before; null for the first.</param>
    /// <param name="limit">The most of a part, 1 to 10,000; null for 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GrainPage> GetGrainsAsync(
        string? type = null, string? silo = null, string? after = null, int? limit = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync<GrainPage>("grains".With(("type", type), ("silo", silo), ("after", after), ("limit", limit)), cancellationToken);

    /// <summary>How many activations there are, by type and silo.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GrainSummary> GetGrainSummaryAsync(CancellationToken cancellationToken = default) =>
        _http.GetAsync<GrainSummary>("grains/summary", cancellationToken);

    /// <summary>Where a grain is, and what it keeps.</summary>
    /// <param name="type">Its type, such as <c>model</c>.</param>
    /// <param name="key">Its key, such as <c>default/digits@local</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GrainDetail> GetGrainAsync(string type, string key, CancellationToken cancellationToken = default) =>
        _http.GetAsync<GrainDetail>(AdminPath.Of("grains", type, key), cancellationToken);

    /// <summary>Ends a grain's activation when it has done what it is doing; its next call makes it anew.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    public Task<GrainActionResult> DeactivateGrainAsync(string type, string key, CancellationToken cancellationToken = default) =>
        _http.SendAsync<GrainActionResult>(HttpMethod.Post, AdminPath.Of("grains", type, key, "deactivate"), new { }, cancellationToken);

    /// <summary>Moves a grain to another silo.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="key">Its key.</param>
    /// <param name="silo">The silo, by name.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    /// <exception cref="Errors.KreweException">The grain's place is given by its key or lease (KRW3108), or there is no such silo (KRW3105).</exception>
    public Task<GrainActionResult> MigrateGrainAsync(string type, string key, string silo, CancellationToken cancellationToken = default) =>
        _http.SendAsync<GrainActionResult>(HttpMethod.Post, AdminPath.Of("grains", type, key, "migrate"), new MigrateRequest { Silo = silo }, cancellationToken);
}
