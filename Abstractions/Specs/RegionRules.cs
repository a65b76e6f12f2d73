using Krewe.Naming;

namespace Krewe.Specs;

/// <summary>What is valid of the regions of a model.</summary>
internal static class RegionRules
{
    private const int MostRegions = 16;

    public static void Validate(List<SpecProblem> found, ModelSpec spec, RegionsSpec regions)
    {
        if (regions.Allow.IsDefaultOrEmpty || regions.Allow.Length > MostRegions)
        {
            ModelSpecValidator.Add(found, "regions.allow", regions.Allow.IsDefaultOrEmpty ? "none" : $"{regions.Allow.Length} regions", $"1 to {MostRegions} other regions");
            return;
        }

        foreach (var region in regions.Allow.Where(region => !NameRules.IsResourceName(region)))
        {
            ModelSpecValidator.Add(found, "regions.allow", region ?? "", NameRules.ResourceRule);
        }

        if (regions.Allow.Contains(spec.Region) || regions.Allow.Distinct(StringComparer.Ordinal).Count() != regions.Allow.Length)
        {
            ModelSpecValidator.Add(found, "regions.allow", string.Join(", ", regions.Allow), $"each region once, and not '{spec.Region}', which is its own");
        }

        ModelSpecValidator.Range(found, "regions.standby", regions.Standby, 0, 1_000);
        if (regions.Near is { } near)
        {
            ModelSpecValidator.Duration(found, "regions.near", near, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        }
    }
}
