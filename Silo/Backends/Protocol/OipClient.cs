using System.Net;
using System.Text.Json;
using Krewe.Silo.Backends.Health;
using Krewe.Silo.Telemetry;

namespace Krewe.Silo.Backends.Protocol;

/// <summary>
/// A client of one model server by the Open Inference Protocol, version 2 (REST). Bodies pass as bytes: what they mean is
/// the front's to know. Every server has connections of its own, so that a slow or dead one holds up no other.
/// </summary>
internal sealed class OipClient : IHealthProbe, IDisposable
{
    private const string ContentType = "Content-Type", Json = "application/json";

    private readonly OipClientOptions _options;
    private readonly Uri _model;
    private readonly Uri _infer;
    private readonly Uri _modelReady;
    private readonly Uri _serverReady;

    // Replaced, with its connections, when an answer came on one of them that was not to the request.
    private volatile HttpMessageInvoker _http;
    private long _number;

    /// <param name="address">The server's base address, with or without a path.</param>
    /// <param name="model">The model's name on the server.</param>
    /// <param name="options">Limits.</param>
    public OipClient(Uri address, string model, OipClientOptions options)
    {
        _options = options;
        var root = address.AbsoluteUri.TrimEnd('/');
        var path = $"{root}/v2/models/{Uri.EscapeDataString(model)}";
        (_model, _infer, _modelReady, _serverReady) = (new(path), new(path + "/infer"), new(path + "/ready"), new(root + "/v2/health/ready"));
        _http = Connect(options);
    }

    /// <summary>Sends an inference request. Cancelling it aborts the connection, which is how the server learns of it.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<InferReply> InferAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        using var message = new HttpRequestMessage(HttpMethod.Post, _infer) { Content = new NumberedContent(request, number) };
        message.Content.Headers.TryAddWithoutValidation(ContentType, Json); // As it is: a parsed one is written anew for each request.
        using var activity = KreweActivities.StartModelServer(message);
        return await SendAsync(message, OipAnswer.FaultOf, number, cancellationToken).ConfigureAwait(false); // A body is read and checked in nobody's turn.
    }

    /// <summary>Asks for the model's metadata: name, versions, inputs and outputs as JSON.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<InferReply> MetadataAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, _model);
        return await SendAsync(message, FaultOfMetadata, 0, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await StatusOfAsync(_modelReady, cancellationToken);
            if (status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            {
                status = await StatusOfAsync(_serverReady, cancellationToken); // A server that tells only of itself.
            }

            return (int)status is >= 200 and < 300 ? null : $"it answered with status {(int)status}";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ResponseTooLargeException)
        {
            return exception.Message;
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? FaultOfMetadata(ReadOnlySpan<byte> body, long number, out bool foreign)
    {
        foreign = false;
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            return isObject && !reader.Read() ? null : "the answer is not a JSON object";
        }
        catch (JsonException exception)
        {
            return $"the answer is not valid JSON: {exception.Message}";
        }
    }

    private async Task<HttpStatusCode> StatusOfAsync(Uri address, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await _http.SendAsync(message, cancellationToken);
        await BoundedBody.ReadAsync(response.Content, _options.MaxResponseBytes, cancellationToken); // Keeps the connection usable.
        return response.StatusCode;
    }

    private async Task<InferReply> SendAsync(HttpRequestMessage message, BodyCheck faultOf, long number, CancellationToken cancellationToken)
    {
        var status = 0;
        try
        {
            var http = _http;
            using var response = await http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            status = (int)response.StatusCode;
            var body = await BoundedBody.ReadAsync(response.Content, _options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            var foreign = false;
            var fault = status is >= 200 and < 300 ? faultOf(body.Span, number, out foreign) : null;
            if (foreign)
            {
                Replace(http);
                return new(InferOutcome.Foreign, default, "the answer is to another request, which was answered late or twice", status);
            }

            return status switch
            {
                >= 200 and < 300 => fault is not null ? new(InferOutcome.Malformed, default, fault, status) : new(InferOutcome.Answered, body, "", status),
                >= 400 and < 500 => new(InferOutcome.Rejected, default, OipAnswer.ErrorTextOf(body, status), status),
                _ => new(InferOutcome.Failed, default, OipAnswer.ErrorTextOf(body, status), status),
            };
        }
        catch (ResponseTooLargeException exception)
        {
            return new(InferOutcome.Malformed, default, exception.Message, status);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded)
        {
            return new(InferOutcome.Malformed, default, $"the answer is not HTTP: {exception.Message}", status);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(InferOutcome.NotSent, default, exception.Message, status);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(InferOutcome.Lost, default, exception.Message, status);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(InferOutcome.NotSent, default, $"no connection: {exception.Message}", status); // The connect timeout.
        }
    }

    private static HttpMessageInvoker Connect(OipClientOptions options) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionIdleTimeout = options.IdleTimeout,
    });

    /// <summary>No further request gets a connection of these: what is still on its way there would be taken for its answer. Those in flight go on.</summary>
    private void Replace(HttpMessageInvoker spoilt)
    {
        var next = Connect(_options);
        if (Interlocked.CompareExchange(ref _http, next, spoilt) == spoilt)
        {
            spoilt.Dispose();
        }
        else
        {
            next.Dispose();
        }
    }

    private delegate string? BodyCheck(ReadOnlySpan<byte> body, long number, out bool foreign);
}
