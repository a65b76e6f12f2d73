using System.Collections.Immutable;
using Krewe.Admin.Activations;
using Krewe.Errors;

namespace Krewe.Silo.Admin.Activations;

/// <summary>Cuts the list of activations into parts. A part begins after the last row of the one before, whatever came and went since.</summary>
internal static class GrainPages
{
    public static GrainPage Cut(IEnumerable<GrainView> rows, string? after, int limit, ImmutableArray<Problem> problems)
    {
        var all = rows.OrderBy(Name, StringComparer.Ordinal).ToList();
        var rest = all.Where(row => after is null || string.CompareOrdinal(Name(row), after) > 0).ToList();
        return new GrainPage
        {
            Grains = [.. rest.Take(limit)],
            Next = rest.Count > limit ? Name(rest[limit - 1]) : null,
            Total = all.Count,
            Problems = problems,
        };
    }

    /// <summary>By type, key and silo.</summary>
    private static string Name(GrainView row) => $"{row.Grain} {row.Silo}";
}
