using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Silo.Admin.Json;

/// <summary>Reads a model's spec from the body of a PUT: strictly, with everything that is wrong at once.</summary>
internal static class SpecJsonReader
{
    private const string Hint = "send the spec of one model as a JSON object; docs/admin-api.md shows one";

    /// <summary>The spec; its region is the silo's when it names none.</summary>
    /// <exception cref="KreweException">It is no JSON (KRW2003), has unknown (KRW2002), missing (KRW2004) or wrong (KRW2001) members.</exception>
    public static ModelSpec Read(ReadOnlyMemory<byte> body, string region)
    {
        using var document = StrictJson.Parse(body, Hint);
        return Read(document.RootElement, region);
    }

    /// <summary>The specs of a list.</summary>
    /// <exception cref="KreweException">One of them is not valid; which stands before the member.</exception>
    public static ImmutableArray<ModelSpec> ReadList(ReadOnlyMemory<byte> body, string region, int most)
    {
        using var document = StrictJson.Parse(body, "send an array of specs; docs/admin-api.md shows one");
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() > most)
        {
            throw new KreweException(new Problem { Code = ErrorCodes.SpecInvalid, Message = $"an array of at most {most} specs is expected", Where = "body" });
        }

        var specs = ImmutableArray.CreateBuilder<ModelSpec>();
        foreach (var element in document.RootElement.EnumerateArray())
        {
            try
            {
                specs.Add(Read(element, region));
            }
            catch (KreweException exception)
            {
                throw new KreweException(exception.Problem with { Where = $"[{specs.Count}].{exception.Problem.Where}" }, exception);
            }
        }

        return specs.ToImmutable();
    }

    private static ModelSpec Read(JsonElement root, string region)
    {
        var spec = StrictJson.Deserialize<ModelSpec>(root, "the spec");
        if (!root.TryGetProperty("region", out _))
        {
            spec = spec with { Region = region };
        }

        ModelSpecValidator.ThrowIfInvalid(spec);
        ThrowIfRelative(spec.Backend);
        return spec;
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
}
