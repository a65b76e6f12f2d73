using System.Net.Http.Headers;
using Krewe.Inference;

namespace Krewe.Client.Channels;

/// <summary>To one front over HTTP. Bodies are sent from where they are, and read into one array.</summary>
internal sealed class HttpChannel : IChannel
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMessageInvoker _http;
    private readonly string _root;

    public HttpChannel(Uri address, KreweOptions options)
    {
        _root = address.AbsoluteUri.TrimEnd('/');
        Name = address.GetLeftPart(UriPartial.Authority);
        _http = new HttpMessageInvoker(options.CreateHandler?.Invoke() ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90), // below Kestrel's, so that a kept connection is rarely stale
        });
    }

    public string Name { get; }

    public async Task<InferenceReply> InferAsync(string model, string? version, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(model, version, "/infer")) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = Json;
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public Task<InferenceReply> GetModelMetadataAsync(string tenant, string model, string? version, CancellationToken cancellationToken) =>
        GetAsync(Path(model, version, $"?tenant={Uri.EscapeDataString(tenant)}"), cancellationToken);

    public Task<InferenceReply> GetModelReadyAsync(string tenant, string model, string? version, CancellationToken cancellationToken) =>
        GetAsync(Path(model, version, $"/ready?tenant={Uri.EscapeDataString(tenant)}"), cancellationToken);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        (await GetAsync(_root + "/v2/health/ready", cancellationToken).ConfigureAwait(false)).Status == 200;

    public void Dispose() => _http.Dispose();

    private string Path(string model, string? version, string rest) =>
        $"{_root}/v2/models/{Uri.EscapeDataString(model)}{(version is null ? "" : "/versions/" + Uri.EscapeDataString(version))}{rest}";

    private async Task<InferenceReply> GetAsync(string address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<InferenceReply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new InferenceReply((int)response.StatusCode, body, response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException exception)
        {
            throw new ChannelException(Text(exception), WasSent(exception), exception);
        }
        catch (IOException exception)
        {
            throw new ChannelException(Text(exception), wasSent: true, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelException("no connection in time", wasSent: false, exception); // the handler's own time-out
        }
    }

    /// <summary>Whether anything of the request can have reached the front: not when there was no connection to send it on.</summary>
    private static bool WasSent(HttpRequestException exception) => exception.HttpRequestError is not
        (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);

    private static string Text(Exception exception) => exception.GetBaseException().Message;
}
