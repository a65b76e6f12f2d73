using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Plans;
using Krewe.Specs;

namespace Krewe.Grains.Fleet;

/// <summary>Compares specs member by member, in the form in which the admin API shows them.</summary>
internal static class SpecDifferences
{
    /// <summary>The members that differ, by path; without a stored spec those that differ from their default.</summary>
    public static ImmutableArray<SpecDifference> Of(ModelSpec? stored, ModelSpec next)
    {
        var from = JsonSerializer.SerializeToElement(stored ?? new ModelSpec { Name = "", Backend = new BackendSpec() }, KreweJson.Options);
        var differences = ImmutableArray.CreateBuilder<SpecDifference>();
        Compare("", from, JsonSerializer.SerializeToElement(next, KreweJson.Options), differences);
        return stored is null ? [.. differences.Select(difference => difference with { From = null })] : differences.ToImmutable();
    }

    private static void Compare(string path, JsonElement? from, JsonElement? to, ImmutableArray<SpecDifference>.Builder differences)
    {
        if (from is { ValueKind: JsonValueKind.Object } before && to is { ValueKind: JsonValueKind.Object } after)
        {
            var names = before.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct().Order(StringComparer.Ordinal);
            foreach (var name in names)
            {
                Compare(path.Length == 0 ? name : $"{path}.{name}", Member(before, name), Member(after, name), differences);
            }
        }
        else if (!Same(from, to))
        {
            differences.Add(new SpecDifference { Path = path, From = from, To = to });
        }
    }

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? member : null;

    private static bool Same(JsonElement? one, JsonElement? other) =>
        one is { } first && other is { } second ? JsonElement.DeepEquals(first, second) : one is null && other is null;
}
