using System.Text.Json;
using Krewe.Admin;
using Krewe.Errors;

namespace Krewe.Silo.Admin.Json;

/// <summary>Reads bodies strictly, with everything that is wrong at once.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 32;

    private static readonly JsonSerializerOptions Strict = new(KreweJson.Options)
    {
        MaxDepth = MaxDepth,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>A small request of its own; a body that is empty stands for one without members.</summary>
    /// <exception cref="KreweException">It is no JSON (KRW2003), has unknown (KRW2002), missing (KRW2004) or wrong (KRW2001) members.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, AdminSettings settings)
    {
        var body = await BodyReader.ReadAsync(context, settings.MaxBodyBytes);
        using var document = Parse(body.IsEmpty ? "{}"u8.ToArray() : body, "send a JSON object; docs/admin-api.md shows its members");
        return Deserialize<T>(document.RootElement, "the request");
    }

    /// <summary>The document of a body.</summary>
    /// <exception cref="KreweException">It is no JSON (KRW2003).</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, string hint)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            // System.Text.Json counts lines and bytes from 0; people count from 1.
            var position = exception.LineNumber is { } line
                ? $"line {line + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}"
                : "body";
            throw new KreweException(
                new Problem
                {
                    Code = ErrorCodes.SpecSyntax,
                    Message = $"the body is not a JSON document: {WithoutPosition(exception.Message)}",
                    Where = position,
                    Next = hint,
                },
                exception);
        }
    }

    /// <summary>The value of a document.</summary>
    /// <exception cref="KreweException">It has unknown (KRW2002), missing (KRW2004) or wrong (KRW2001) members.</exception>
    public static T Deserialize<T>(JsonElement root, string name)
    {
        SpecJsonChecker.ThrowIfInvalid(root, typeof(T), name, Strict);
        try
        {
            return root.Deserialize<T>(Strict)!;
        }
        catch (JsonException exception)
        {
            throw Invalid(exception.Path?.TrimStart('$', '.') ?? "", exception);
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException or InvalidOperationException)
        {
            throw Invalid("", exception);
        }
    }

    private static KreweException Invalid(string where, Exception exception) => new(
        new Problem
        {
            Code = ErrorCodes.SpecInvalid,
            Message = $"the value is not of the member's type or range: {WithoutPosition(exception.Message)}",
            Where = where.Length == 0 ? "body" : where,
        },
        exception);

    private static string WithoutPosition(string message)
    {
        var position = message.IndexOf(" Path: ", StringComparison.Ordinal);
        position = position < 0 ? message.IndexOf(" LineNumber: ", StringComparison.Ordinal) : position;
        return position < 0 ? message : message[..position];
    }
}
