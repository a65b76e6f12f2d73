namespace Krewe.Silo.Admin.Json;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>The nearest of the names; null when none is near.</summary>
    public static string? Find(string unknown, IEnumerable<string> names)
    {
        var text = unknown.Length > LongestCompared ? unknown[..LongestCompared] : unknown;
        return names
            .Select(name => (Name: name, Distance: Distance(text.ToLowerInvariant(), name)))
            .Where(pair => pair.Distance <= Math.Max(1, Math.Min(text.Length, pair.Name.Length) / 2))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's: insertions, deletions and substitutions, each 1.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
