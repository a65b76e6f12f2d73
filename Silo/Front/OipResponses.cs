using System.Buffers;
using System.Globalization;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Front;

/// <summary>Writes answers of the Open Inference Protocol.</summary>
internal static class OipResponses
{
    public static Task WriteAsync(HttpContext context, FrontAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Body.Length;
        if (answer.RetryAfter is { } retry)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retry.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        var written = response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
        if (!written.IsCompletedSuccessfully)
        {
            return written.AsTask();
        }

        _ = written.Result;
        return Task.CompletedTask;
    }

    public static Task WriteErrorAsync(HttpContext context, int status, string code, string message, TimeSpan? retryAfter = null) =>
        WriteAsync(context, Error(status, code, message, retryAfter));

    /// <summary>A refusal in the protocol's form.</summary>
    public static FrontAnswer Error(int status, string code, string message, TimeSpan? retryAfter = null)
    {
        var output = new ArrayBufferWriter<byte>(256);
        ErrorWriter.Write(output, code, message);
        return new FrontAnswer(status, output.WrittenMemory, retryAfter);
    }

    public static Task WriteAsync(HttpContext context, int status, Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>(256);
        write(output);
        return WriteAsync(context, new FrontAnswer(status, output.WrittenMemory));
    }
}
