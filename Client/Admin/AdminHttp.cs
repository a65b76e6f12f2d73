using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Krewe.Admin;
using Krewe.Client.Http;
using Krewe.Errors;

namespace Krewe.Client.Admin;

/// <summary>Requests to the admin API and what its answers hold. Safe for use by several threads.</summary>
internal sealed class AdminHttp(KreweClientOptions options, HttpMessageHandler? handler) : IDisposable
{
    private const string Prefix = "admin/v1/";
    private const string MissingHeader = "Krewe-Incomplete";
    private readonly SiloSender _sender = new(options, handler);

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await _sender.SendAsync(HttpMethod.Get, Prefix + path, content: null, cancellationToken).ConfigureAwait(false);
        return await _sender.ReadAsync<T>(response, HttpMethod.Get, Prefix + path, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AdminList<T>> GetListAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await _sender.SendAsync(HttpMethod.Get, Prefix + path, content: null, cancellationToken).ConfigureAwait(false);
        var items = await _sender.ReadAsync<ImmutableArray<T>>(response, HttpMethod.Get, Prefix + path, cancellationToken).ConfigureAwait(false);
        var missing = response.Headers.TryGetValues(MissingHeader, out var values)
            ? values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : [];
        return new AdminList<T>(items, [.. missing]);
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(body, body.GetType(), options: KreweJson.Options);
        using var response = await _sender.SendAsync(method, Prefix + path, content, cancellationToken).ConfigureAwait(false);
        return await _sender.ReadAsync<T>(response, method, Prefix + path, cancellationToken).ConfigureAwait(false);
    }

    public async Task<T> DeleteAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await _sender.SendAsync(HttpMethod.Delete, Prefix + path, content: null, cancellationToken).ConfigureAwait(false);
        return await _sender.ReadAsync<T>(response, HttpMethod.Delete, Prefix + path, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _sender.SendAsync(HttpMethod.Delete, Prefix + path, content: null, cancellationToken).ConfigureAwait(false);
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

        using var response = await _sender.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var parser = SseParser.Create(stream, (kind, bytes) => read(kind, bytes.ToArray(), _sender.Describe(Prefix + path)));
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

    public void Dispose() => _sender.Dispose();

    private async Task<bool> MoveAsync<T>(IAsyncEnumerator<SseItem<T>> items)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Answers.Broken(_sender.Address, exception);
        }
    }
}
