using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Errors;

namespace Krewe.Silo.Admin;

/// <summary>Writes answers.</summary>
internal static class AdminResponses
{
    /// <summary>An answer that is nobody's to keep, to embed or to guess about.</summary>
    public static void SetHeaders(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    public static Task WriteAsync<T>(HttpContext context, T value, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, KreweJson.Options);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var status = StatusOf(problem.Code);
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return WriteAsync(context, new ErrorBody(problem), status);
    }

    /// <summary>Names in a header who did not answer, where an answer is therefore not whole.</summary>
    public static void SetIncomplete(HttpResponse response, ImmutableArray<Problem> problems)
    {
        if (!problems.IsEmpty)
        {
            response.Headers["Krewe-Incomplete"] = string.Join(", ", problems.Select(problem => problem.Where));
        }
    }

    /// <summary>The HTTP status of a stable code.</summary>
    public static int StatusOf(string code) => code switch
    {
        ErrorCodes.ModelUnknown or ErrorCodes.VersionUnknown or ErrorCodes.NotFound or ErrorCodes.NoSuchRoute => StatusCodes.Status404NotFound,
        ErrorCodes.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ErrorCodes.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorCodes.ContentType => StatusCodes.Status415UnsupportedMediaType,
        ErrorCodes.BodyIncomplete or ErrorCodes.AdminQueryInvalid => StatusCodes.Status400BadRequest,
        ErrorCodes.TokenRequired => StatusCodes.Status401Unauthorized,
        ErrorCodes.OriginRefused or ErrorCodes.HostRefused => StatusCodes.Status403Forbidden,
        ErrorCodes.Internal => StatusCodes.Status500InternalServerError,
        ['K', 'R', 'W', '2', ..] => StatusCodes.Status400BadRequest,
        ['K', 'R', 'W', '3', ..] or ErrorCodes.DuplicateRequest or ErrorCodes.LaunchUnsupported => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The body of every refusal.</summary>
    private sealed record ErrorBody(Problem Error);
}
