using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Krewe.Admin;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Client.Http;

/// <summary>
/// The admin API and inference of a silo over HTTP. Every refusal is a <see cref="KreweException"/> with the silo's own problem; nothing is
/// retried, so that no outcome is hidden. Safe for use by several threads.
/// </summary>
public sealed class KreweHttpClient : IDisposable
{
    private const string Admin = "admin/v1/";
    private readonly SiloSender _sender;

    /// <summary>Makes one.</summary>
    /// <param name="options">Which silo, with what right.</param>
    /// <param name="handler">Sends the requests; null for sockets. The caller disposes of it.</param>
    public KreweHttpClient(KreweClientOptions options, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _sender = new SiloSender(options, handler);
    }

    /// <summary>Everything at once: the silo, its cluster, hosts and models.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="KreweException">The silo refused, or none answers (KRW5101).</exception>
    public Task<ClusterView> GetStatusAsync(CancellationToken cancellationToken = default) => GetAsync<ClusterView>("status", cancellationToken);

    /// <summary>The models as their pools see them.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ImmutableArray<PlacementView>> GetModelsAsync(CancellationToken cancellationToken = default) =>
        GetAsync<ImmutableArray<PlacementView>>("models", cancellationToken);

    /// <summary>The replicas of all models.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ImmutableArray<ReplicaView>> GetReplicasAsync(CancellationToken cancellationToken = default) =>
        GetAsync<ImmutableArray<ReplicaView>>("replicas", cancellationToken);

    /// <summary>The hosts with their devices and leases.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ImmutableArray<HostView>> GetHostsAsync(CancellationToken cancellationToken = default) =>
        GetAsync<ImmutableArray<HostView>>("hosts", cancellationToken);

    /// <summary>The devices of all hosts.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ImmutableArray<DeviceView>> GetDevicesAsync(CancellationToken cancellationToken = default) =>
        GetAsync<ImmutableArray<DeviceView>>("devices", cancellationToken);

    /// <summary>The pools.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ImmutableArray<PoolView>> GetPoolsAsync(CancellationToken cancellationToken = default) =>
        GetAsync<ImmutableArray<PoolView>>("pools", cancellationToken);

    /// <summary>The silos of the cluster.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ImmutableArray<SiloView>> GetSilosAsync(CancellationToken cancellationToken = default) =>
        GetAsync<ImmutableArray<SiloView>>("silos", cancellationToken);

    /// <summary>Why a model is as it is.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ModelExplanation> ExplainAsync(string tenant, string model, string? region = null, CancellationToken cancellationToken = default) =>
        GetAsync<ModelExplanation>($"models/{Escape(tenant)}/{Escape(model)}/explain{Region(region)}", cancellationToken);

    /// <summary>Stores a spec, which the silos then make so. The same spec again changes nothing.</summary>
    /// <param name="spec">The spec; its paths as the silo's hosts see them.</param>
    /// <param name="cancellationToken">Gives up waiting; the spec may be stored all the same.</param>
    public Task<AssignResult> ApplyAsync(ModelSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return SendAsync<AssignResult>(HttpMethod.Put, Admin + "models", JsonContent.Create(spec, options: KreweJson.Options), cancellationToken);
    }

    /// <summary>Forgets a model and stops its replicas.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting; the model may be deleted all the same.</param>
    /// <exception cref="KreweException">There is no such model (KRW3105), or the silo refused.</exception>
    public async Task DeleteAsync(string tenant, string model, string? region = null, CancellationToken cancellationToken = default)
    {
        var path = $"{Admin}models/{Escape(tenant)}/{Escape(model)}{Region(region)}";
        using var response = await _sender.SendAsync(HttpMethod.Delete, path, content: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends an inference request of the Open Inference Protocol v2 as it is.</summary>
    /// <param name="model">The model's name; its tenant stands in the request's parameters.</param>
    /// <param name="version">The version; null for whichever is served.</param>
    /// <param name="request">The request's JSON, UTF-8.</param>
    /// <param name="cancellationToken">Gives up waiting, which cancels the request.</param>
    /// <returns>The response's JSON, UTF-8.</returns>
    public async Task<byte[]> InferAsync(string model, string? version, ReadOnlyMemory<byte> request, CancellationToken cancellationToken = default)
    {
        using var content = new ReadOnlyMemoryContent(request) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var path = $"v2/models/{Escape(model)}{(version is null ? "" : "/versions/" + Escape(version))}/infer";
        using var response = await _sender.SendAsync(HttpMethod.Post, path, content, cancellationToken).ConfigureAwait(false);
        return await _sender.ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _sender.Dispose();

    private static string Escape(string name) => Uri.EscapeDataString(name);

    private static string Region(string? region) => region is null ? "" : "?region=" + Escape(region);

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Get, Admin + path, content: null, cancellationToken);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await _sender.SendAsync(method, path, content, cancellationToken).ConfigureAwait(false);
        return await _sender.ReadAsync<T>(response, method, path, cancellationToken).ConfigureAwait(false);
    }
}
