using Krewe.Naming;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>Finds what a misspelt key was probably meant to be.</summary>
internal static class NearestKey
{
    /// <summary>The nearest of the mapping's own keys; else the same name elsewhere in the schema, as a path; else null.</summary>
    public static string? Find(string unknown, string mapping, KeySchema schema)
    {
        var nearest = schema.ChildrenOf(mapping)
            .Select(key => (Key: key, Distance: EditDistance.Between(Normalize(unknown), key)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .First();
        if (nearest.Distance <= Math.Max(1, Math.Min(unknown.Length, nearest.Key.Length) / 2))
        {
            return nearest.Key;
        }

        return schema.Keys.FirstOrDefault(path => path.EndsWith("." + Normalize(unknown), StringComparison.Ordinal))
            ?? schema.Keys.FirstOrDefault(path => path == Normalize(unknown));
    }

    /// <summary>camelCase and kebab-case as snake_case, and no more characters than a key could have.</summary>
    private static string Normalize(string key)
    {
        var cut = key.Length > 64 ? key[..64] : key;
        return string.Concat(cut.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(cut[i - 1]) ? "_" + c : c.ToString()))
            .Replace('-', '_')
            .ToLowerInvariant();
    }
}
