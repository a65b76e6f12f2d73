using Digits.Server.Protocol;

namespace Digits.Server.Http;

/// <summary>The Open Inference Protocol v2 over HTTP: finds what a path means and answers it.</summary>
internal sealed class RequestHandler(DigitModel model)
{
    /// <summary>Answers one request; whatever a caller sends, the answer is the protocol's.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        int status = StatusCodes.Status200OK;
        ReadOnlyMemory<byte> answer;
        try
        {
            answer = await RouteAsync(context);
        }
        catch (ProtocolException e)
        {
            (status, answer) = (e.Status, Documents.Error(e.Message));
        }
        catch (BadHttpRequestException e)
        {
            bool tooLarge = e.StatusCode == StatusCodes.Status413PayloadTooLarge;
            string message = tooLarge ? $"the body is larger than {DigitModel.MaxBodyBytes} bytes" : e.Message;
            (status, answer) = (e.StatusCode, Documents.Error(message));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            return; // The caller is gone.
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            status = StatusCodes.Status500InternalServerError;
            answer = Documents.Error("internal error; the log of the server has the details");
        }
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        await response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private ValueTask<ReadOnlyMemory<byte>> RouteAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        string[] parts = (path.Length > 1 && path[^1] == '/' ? path[1..^1] : path.TrimStart('/')).Split('/');
        return parts switch
        {
            ["v2"] => Get(context, Documents.Server),
            ["v2", "health", "live"] => Get(context, Documents.Live),
            ["v2", "health", "ready"] => Get(context, Documents.Ready),
            ["v2", "models", var name, "versions", var version, .. var rest] => Model(context, name, version, rest),
            ["v2", "models", var name, .. var rest] => Model(context, name, DigitModel.Version, rest),
            _ => throw NotFound($"'{path}' is not a path of the Open Inference Protocol v2"),
        };
    }

    private ValueTask<ReadOnlyMemory<byte>> Model(HttpContext context, string name, string version, string[] rest)
    {
        if (rest is not ([] or ["ready"] or ["infer"]))
            throw NotFound($"'{context.Request.Path}' is not a path of the Open Inference Protocol v2");
        if (name != DigitModel.Name)
            throw NotFound($"model '{name}' is not known; this server has '{DigitModel.Name}'");
        if (version != DigitModel.Version)
            throw NotFound($"version '{version}' of model '{name}' is not known; this server has '{DigitModel.Version}'");
        return rest switch
        {
            [] => Get(context, Documents.Model),
            ["ready"] => Get(context, Documents.ModelReady),
            _ => Infer(context),
        };
    }

    private static ValueTask<ReadOnlyMemory<byte>> Get(HttpContext context, byte[] document)
    {
        Allow(context, HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method), "GET, HEAD");
        return new(document);
    }

    private ValueTask<ReadOnlyMemory<byte>> Infer(HttpContext context)
    {
        Allow(context, HttpMethods.IsPost(context.Request.Method), "POST");
        if (context.Request.Headers.ContainsKey("Inference-Header-Content-Length"))
            throw ProtocolException.BadRequest("the binary data extension is not supported; send data as JSON");
        return RequestBody.AnswerAsync(context.Request.BodyReader, model, context.RequestAborted);
    }

    private static ProtocolException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    private static void Allow(HttpContext context, bool allowed, string methods)
    {
        if (allowed)
            return;
        context.Response.Headers.Allow = methods;
        string message = $"{context.Request.Method} is not supported here; use {methods}";
        throw new ProtocolException(StatusCodes.Status405MethodNotAllowed, message);
    }
}
