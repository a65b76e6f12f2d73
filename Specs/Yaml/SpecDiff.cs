using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Krewe.Specs.Yaml.Writing;

namespace Krewe.Specs.Yaml;

/// <summary>Says what changes from one spec to another.</summary>
public static class SpecDiff
{
    /// <summary>Every key whose value differs, in the order of the schema; empty exactly when the specs are equal.</summary>
    /// <param name="old">What is; null when the model is new, and then compared with the defaults.</param>
    /// <param name="next">What is to be.</param>
    public static ImmutableArray<SpecChange> Compare(ModelSpec? old, ModelSpec next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var changes = ImmutableArray.CreateBuilder<SpecChange>();
        var before = SpecDocument.Full(old ?? new ModelSpec { Name = "", Backend = new BackendSpec() });
        Walk(changes, "", before, SpecDocument.Full(next));
        return changes.ToImmutable();
    }

    private static void Walk(ImmutableArray<SpecChange>.Builder changes, string path, JsonNode? old, JsonNode? next)
    {
        if (old is JsonObject || next is JsonObject)
        {
            var (left, right) = (old as JsonObject, next as JsonObject);
            var keys = (left ?? []).Select(pair => pair.Key).Union((right ?? []).Select(pair => pair.Key), StringComparer.Ordinal);
            foreach (var key in keys)
            {
                Walk(changes, path.Length == 0 ? key : $"{path}.{key}", left?[key], right?[key]);
            }
        }
        else if (!JsonNode.DeepEquals(old, next))
        {
            changes.Add(new SpecChange(path, Text(old), Text(next)));
        }
    }

    private static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonArray list => "[" + string.Join(", ", list.Select(item => YamlText.Write(item).TrimEnd('\n'))) + "]",
        _ => YamlText.Write(value).TrimEnd('\n'),
    };
}
