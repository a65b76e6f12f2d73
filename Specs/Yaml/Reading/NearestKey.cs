namespace Krewe.Specs.Yaml.Reading;

/// <summary>Finds what a misspelt key was probably meant to be.</summary>
internal static class NearestKey
{
    /// <summary>The nearest of the mapping's own keys; else the same name elsewhere in the schema, as a path; else null.</summary>
    public static string? Find(string unknown, string mapping)
    {
        var nearest = SpecSchema.ChildrenOf(mapping)
            .Select(key => (Key: key, Distance: Distance(Normalize(unknown), key)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .First();
        if (nearest.Distance <= Math.Max(1, Math.Min(unknown.Length, nearest.Key.Length) / 2))
        {
            return nearest.Key;
        }

        return SpecSchema.Keys.FirstOrDefault(path => path.EndsWith("." + Normalize(unknown), StringComparison.Ordinal))
            ?? SpecSchema.Keys.FirstOrDefault(path => path == Normalize(unknown));
    }

    /// <summary>Levenshtein's distance: insertions, deletions and substitutions, each 1.</summary>
    public static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substituted, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
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
