using System.Text.Json;
using Krewe.Admin;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Silo.Admin.Json;

/// <summary>Reads a model's spec from the body of a PUT: strictly, with everything that is wrong at once.</summary>
internal static class SpecJsonReader
{
    private const int MaxDepth = 32;

    private static readonly JsonSerializerOptions Strict = new(KreweJson.Options)
    {
        MaxDepth = MaxDepth,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The spec; its region is the silo's when it names none.</summary>
    /// <exception cref="KreweException">It is no JSON (KRW2003), has unknown (KRW2002), missing (KRW2004) or wrong (KRW2001) members.</exception>
    public static ModelSpec Read(ReadOnlyMemory<byte> body, string region)
    {
        using var document = Parse(body);
        SpecJsonChecker.ThrowIfInvalid(document.RootElement, Strict);
        ModelSpec spec;
        try
        {
            spec = document.RootElement.Deserialize<ModelSpec>(Strict)!;
        }
        catch (JsonException exception)
        {
            throw Invalid(exception.Path?.TrimStart('$', '.') ?? "", exception);
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException or InvalidOperationException)
        {
            throw Invalid("", exception);
        }

        if (!document.RootElement.TryGetProperty("region", out _))
        {
            spec = spec with { Region = region };
        }

        ModelSpecValidator.ThrowIfInvalid(spec);
        ThrowIfRelative(spec.Backend);
        return spec;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
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
                    Next = "send the spec of one model as a JSON object; docs/admin-api.md shows one",
                },
                exception);
        }
    }

    /// <summary>A relative path would be relative to the silo's directory, which the sender does not know.</summary>
    private static void ThrowIfRelative(BackendSpec backend)
    {
        if (backend.Command is { } command && command.Contains('/', StringComparison.Ordinal) && !Path.IsPathRooted(command))
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.SpecInvalid,
                Message = $"'{command}' is a relative path; valid over HTTP: an absolute path on the silo's machine, or a program's name without '/'",
                Where = "backend.command",
            });
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
