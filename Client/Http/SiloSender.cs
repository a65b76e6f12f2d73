using System.Net.Http.Headers;
using Krewe.Errors;

namespace Krewe.Client.Http;

/// <summary>
/// Sends requests to one silo and reads its answers; every refusal is a <see cref="KreweException"/> with the silo's own problem. Nothing is
/// retried, so that no outcome is hidden. Safe for use by several threads.
/// </summary>
internal sealed class SiloSender : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Makes one.</summary>
    /// <param name="options">Which silo, with what right.</param>
    /// <param name="handler">Sends the requests; null for sockets. The caller disposes of it.</param>
    public SiloSender(KreweClientOptions options, HttpMessageHandler? handler)
    {
        Address = new Uri(options.Address.AbsoluteUri.TrimEnd('/') + "/");
#pragma warning disable CA2000 // The client disposes of it.
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, disposeHandler: handler is null)
#pragma warning restore CA2000
        {
            BaseAddress = Address,

            // Callers bound their calls by cancellation; a request's own deadline is the silo's to keep.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (options.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>The silo, with a slash at the end.</summary>
    public Uri Address { get; }

    /// <summary>The response, its body not read yet, when it is a success; everything else is thrown.</summary>
    /// <exception cref="KreweException">The silo refused, or none answers (KRW5101).</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for a request with headers of its own. The caller disposes of it.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw Answers.Unreachable(Address, exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw Answers.Refused(response, await ReadAsync(response, cancellationToken).ConfigureAwait(false), request.Method, new Uri(Address, request.RequestUri!));
        }
    }

    /// <summary>The body, as bytes.</summary>
    /// <exception cref="KreweException">The connection broke.</exception>
    public async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Answers.Broken(Address, exception);
        }
    }

    /// <summary>The body, as what it stands for.</summary>
    /// <exception cref="KreweException">The connection broke, or it is something else.</exception>
    public async Task<T> ReadAsync<T>(HttpResponseMessage response, HttpMethod method, string path, CancellationToken cancellationToken) =>
        Answers.Read<T>(await ReadAsync(response, cancellationToken).ConfigureAwait(false), method, Describe(path));

    /// <summary>The whole address of a path.</summary>
    public Uri Describe(string path) => new(Address, path);

    public void Dispose() => _http.Dispose();
}
