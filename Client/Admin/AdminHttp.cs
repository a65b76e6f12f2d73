using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Krewe.Admin;
using Krewe.Client.Http;
using Krewe.Errors;

namespace Krewe.Client.Admin;

/// <summary>Requests to the admin API. Nothing is retried, so that no outcome is hidden. Safe for use by several threads.</summary>
internal sealed class AdminHttp : IDisposable
{
    private const string Prefix = "admin/v1/";
    private const string MissingHeader = "Krewe-Incomplete";
    private readonly HttpClient _http;
    private readonly Uri _address;

    public AdminHttp(KreweClientOptions options, HttpMessageHandler? handler)
    {
        _address = new Uri(options.Address.AbsoluteUri.TrimEnd('/') + "/");
#pragma warning disable CA2000 // The client disposes of it.
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, disposeHandler: handler is null)
#pragma warning restore CA2000
        {
            BaseAddress = _address,
            Timeout = Timeout.InfiniteTimeSpan, // callers bound their calls by cancellation
        };
        if (options.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, content: null, cancellationToken).ConfigureAwait(false);
        return await ReadAsync<T>(response, HttpMethod.Get, path, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AdminList<T>> GetListAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, content: null, cancellationToken).ConfigureAwait(false);
        var items = await ReadAsync<ImmutableArray<T>>(response, HttpMethod.Get, path, cancellationToken).ConfigureAwait(false);
        var missing = response.Headers.TryGetValues(MissingHeader, out var values)
            ? values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : [];
        return new AdminList<T>(items, [.. missing]);
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(body, body.GetType(), options: KreweJson.Options);
        using var response = await SendAsync(method, path, content, cancellationToken).ConfigureAwait(false);
        return await ReadAsync<T>(response, method, path, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, path, content: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The events of one type of a stream, each with the id to go on from; ends with the connection.</summary>
    public IAsyncEnumerable<SseItem<T>> StreamAsync<T>(string path, string takes, string? lastId, CancellationToken cancellationToken)
        where T : class =>
        StreamAsync(path, (kind, body, uri) => kind == takes ? Answers.Read<T>(body, HttpMethod.Get, uri) : null, lastId, cancellationToken);

    /// <summary>The same for streams of several kinds; what is read as null is left out, as kinds of a newer silo are.</summary>
    public async IAsyncEnumerable<SseItem<T>> StreamAsync<T>(
        string path, Func<string, byte[], Uri, T?> read, string? lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Prefix + path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var parser = SseParser.Create(stream, (kind, bytes) => read(kind, bytes.ToArray(), Describe(path)));
            var items = parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (items.ConfigureAwait(false))
            {
                while (await MoveAsync(items).ConfigureAwait(false))
                {
                    if (items.Current is { Data: { } data } item)
                    {
                        yield return new SseItem<T>(data, item.EventType) { EventId = item.EventId };
                    }
                }
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> MoveAsync<T>(IAsyncEnumerator<SseItem<T>> items)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Answers.Broken(_address, exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Prefix + path) { Content = content };
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The response when it is a success; everything else is thrown.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw Answers.Unreachable(_address, exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw Answers.Refused(response, await ReadAsync(response, cancellationToken).ConfigureAwait(false), request.Method, new Uri(_address, request.RequestUri!));
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, HttpMethod method, string path, CancellationToken cancellationToken) =>
        Answers.Read<T>(await ReadAsync(response, cancellationToken).ConfigureAwait(false), method, Describe(path));

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Answers.Broken(_address, exception);
        }
    }

    private Uri Describe(string path) => new(_address, Prefix + path);
}
