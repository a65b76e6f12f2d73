using Krewe.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Krewe.Silo.Admin.Json;

/// <summary>Reads bodies, up to a limit.</summary>
internal static class BodyReader
{
    /// <exception cref="KreweException">It is larger (KRW1111).</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, long limit)
    {
        if (context.Request.ContentLength > limit)
        {
            throw new KreweException(AdminProblems.BodyTooLarge(limit));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > limit)
            {
                throw new KreweException(AdminProblems.BodyTooLarge(limit));
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
