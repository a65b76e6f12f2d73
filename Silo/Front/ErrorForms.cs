using Krewe.Errors;

namespace Krewe.Silo.Front;

/// <summary>Gives what routing, Kestrel and nobody's code refuse an answer in the protocol's form.</summary>
internal sealed partial class ErrorForms(RequestDelegate next, ILogger<ErrorForms> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody is left to answer
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            // Kestrel closes the connection after these: what is left of the body is not read.
            var code = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorCodes.BodyTooLarge : ErrorCodes.BodyIncomplete;
            await OipResponses.WriteErrorAsync(context, exception.StatusCode, code, exception.Message);
            return;
        }
        catch (IOException) when (!context.Response.HasStarted)
        {
            return; // the connection broke while the body was read
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.Unforeseen(logger, context.Request.Method, context.Request.Path, exception);
            await OipResponses.WriteErrorAsync(context, 500, ErrorCodes.Internal, "the silo failed in a way that nobody foresaw; its log has the details");
            return;
        }

        if (context.Response.HasStarted || context.Response.ContentLength is not null || context.Response.ContentType is not null)
        {
            return;
        }

        switch (context.Response.StatusCode)
        {
            case StatusCodes.Status404NotFound:
                await OipResponses.WriteErrorAsync(context, 404, ErrorCodes.NoSuchRoute, "there is nothing at this path; inference is at /v2/models/{model}/infer, the admin API at /admin/v1");
                break;
            case StatusCodes.Status405MethodNotAllowed:
                await OipResponses.WriteErrorAsync(context, 405, ErrorCodes.MethodNotAllowed, $"this path takes {context.Response.Headers.Allow}, not {context.Request.Method}");
                break;
            case StatusCodes.Status415UnsupportedMediaType:
                await OipResponses.WriteErrorAsync(context, 415, ErrorCodes.ContentType, "the content type must be application/json");
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1110, Level = LogLevel.Error, Message = "{Method} {Path} failed in a way that nobody foresaw.")]
        public static partial void Unforeseen(ILogger logger, string method, string path, Exception exception);
    }
}
