using Krewe.Naming;

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
            .Select(name => (Name: name, Distance: EditDistance.Between(text.ToLowerInvariant(), name)))
            .Where(pair => pair.Distance <= Math.Max(1, Math.Min(text.Length, pair.Name.Length) / 2))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }
}
