using System.Text.Json.Nodes;

namespace Krewe.Specs.Yaml.Writing;

/// <summary>The key <c>queue.quota</c> of a model as a tree.</summary>
internal static class QuotaDocument
{
    public static JsonNode? Of(QuotaSpec? quota) => quota is null ? null : new JsonObject
    {
        ["requests"] = quota.RequestThousandths is { } all ? Rate(all) : null,
        ["per_key"] = quota.PerKeyThousandths is { } each ? Rate(each) : null,
        ["keys"] = new JsonObject(quota.KeyThousandths
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, Rate(pair.Value)))),
        ["burst"] = SpecUnits.FormatDuration(quota.Burst),
    };

    private static JsonValue Rate(int thousandths) => JsonValue.Create(thousandths / 1_000m);
}
