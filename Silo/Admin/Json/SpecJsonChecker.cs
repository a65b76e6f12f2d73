using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Krewe.Errors;

namespace Krewe.Silo.Admin.Json;

/// <summary>Compares a document with the members of a spec, or of another request: unknown ones, missing ones, and null where there is a value.</summary>
internal sealed class SpecJsonChecker
{
    private readonly JsonSerializerOptions _options;
    private readonly List<(string Code, string Where, string Text)> _found = [];

    private SpecJsonChecker(JsonSerializerOptions options) => _options = options;

    /// <summary>Throws with all that was found.</summary>
    /// <exception cref="KreweException">Something was.</exception>
    public static void ThrowIfInvalid(JsonElement root, Type type, string name, JsonSerializerOptions options)
    {
        var checker = new SpecJsonChecker(options);
        checker.Check(root, type, "");
        if (checker._found is not [var first, ..])
        {
            return;
        }

        throw new KreweException(new Problem
        {
            Code = first.Code,
            Message = checker._found.Count == 1 ? first.Text : $"{name} has {checker._found.Count} problems; the first: {first.Text}",
            Where = first.Where,
            Reasons = [.. checker._found.Select(problem => $"{problem.Where}: {problem.Text}")],
        });
    }

    private void Check(JsonElement element, Type type, string path)
    {
        var information = _options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (information.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                CheckObject(element, information, path);
                break;
            case JsonTypeInfoKind.Object:
                Add(ErrorCodes.SpecInvalid, path.Length == 0 ? "body" : path, $"a JSON object is expected, not {Describe(element.ValueKind)}");
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    CheckItem(item, information.ElementType!, $"{path}[{index++}]");
                }

                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    CheckItem(member.Value, information.ElementType!, $"{path}.{Cut(member.Name)}");
                }

                break;
        }
    }

    private void CheckObject(JsonElement element, JsonTypeInfo information, string path)
    {
        var known = information.Properties.Where(property => property.Set is not null).ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var where = path.Length == 0 ? Cut(member.Name) : $"{path}.{Cut(member.Name)}";
            if (!known.TryGetValue(member.Name, out var property))
            {
                var nearest = NearestName.Find(member.Name, known.Keys);
                Add(ErrorCodes.SpecUnknownKey, where, nearest is null
                    ? $"there is no such member; valid: {string.Join(", ", known.Keys)}"
                    : $"there is no such member; did you mean '{nearest}'?");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Check(member.Value, property.PropertyType, where);
            }
            else if (!property.IsSetNullable)
            {
                Add(ErrorCodes.SpecInvalid, where, "null is not valid here; leave the member out for its default");
            }
        }

        foreach (var missing in known.Values.Where(property => property.IsRequired && !element.TryGetProperty(property.Name, out _)))
        {
            Add(ErrorCodes.SpecMissingKey, path.Length == 0 ? missing.Name : $"{path}.{missing.Name}", "the member is missing and must be there");
        }
    }

    private void CheckItem(JsonElement item, Type type, string where)
    {
        if (item.ValueKind == JsonValueKind.Null)
        {
            Add(ErrorCodes.SpecInvalid, where, "null is not valid here");
        }
        else
        {
            Check(item, type, where);
        }
    }

    private void Add(string code, string where, string text) => _found.Add((code, where, text));

    private static string Cut(string name) => name.Length > 64 ? name[..64] + "..." : name;

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
