using System.Text.Json;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Front.Repository;

/// <summary>The index of Triton's model repository extension. Loading and unloading is done by specs, so those routes are not there.</summary>
internal static class RepositoryEndpoints
{
    private const int MaxBody = 64 * 1024;

    public static void MapRepository(this IEndpointRouteBuilder routes) => routes.MapPost("/v2/repository/index", IndexAsync);

    private static async Task IndexAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBody)
        {
            await OipResponses.WriteErrorAsync(context, 413, ErrorCodes.BodyTooLarge, $"the index takes at most {MaxBody} bytes");
            return;
        }

        var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        if (!TryReadReadyOnly(body, out var readyOnly))
        {
            await OipResponses.WriteErrorAsync(
                context, 400, ProtocolCodes.WrongJsonType, "the body is to be empty, or an object that may have \"ready\", a boolean, and \"repository_name\"");
            return;
        }

        var tenant = context.Request.Query["tenant"].FirstOrDefault() ?? NameRules.Default;
        var placements = await ReadAsync(context);
        if (placements is null)
        {
            await OipResponses.WriteErrorAsync(
                context, 503, ErrorCodes.ModelUnreachable, "the list of models cannot be reached; it comes back by itself", TimeSpan.FromSeconds(1));
            return;
        }

        var index = RepositoryIndex.Of(placements.Pools.AllModels(), tenant).Where(entry => !readyOnly || entry.State == RepositoryIndex.Ready);
        await OipResponses.WriteAsync(context, 200, output =>
        {
            using var json = new Utf8JsonWriter(output);
            json.WriteStartArray();
            foreach (var entry in index)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, entry.Name);
                json.WriteString("version"u8, entry.Version);
                json.WriteString("state"u8, entry.State);
                json.WriteString("reason"u8, entry.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static async Task<PoolAnswers?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<IClusterReader>().GetPoolsAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is KreweException || Unreachable.Is(exception))
        {
            return null;
        }
    }

    private static bool TryReadReadyOnly(ReadOnlyMemory<byte> body, out bool readyOnly)
    {
        readyOnly = false;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            if (!document.RootElement.TryGetProperty("ready"u8, out var ready))
            {
                return true;
            }

            readyOnly = ready.ValueKind == JsonValueKind.True;
            return ready.ValueKind is JsonValueKind.True or JsonValueKind.False;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
