using System.Diagnostics.CodeAnalysis;
using Orleans.Placement;

namespace Orleans.Runtime.Placement.Filtering;

/// <summary>Silos whose metadata equals that of the placing silo are preferred, as long as enough of them are left.</summary>
/// <param name="orderedMetadataKeys">The keys; the last one matters most.</param>
/// <param name="minCandidates">How many silos are to be left; keys are dropped from the front until they are.</param>
/// <param name="order">Its place among the filters of the class.</param>
[AttributeUsage(AttributeTargets.Class)]
[Experimental("ORLEANSEXP004")]
public sealed class PreferredMatchSiloMetadataPlacementFilterAttribute(string[] orderedMetadataKeys, int minCandidates = 2, int order = 0)
    : PlacementFilterAttribute(new PreferredMatchSiloMetadataPlacementFilterStrategy(orderedMetadataKeys, minCandidates, order))
{
    /// <summary>The keys; the last one matters most.</summary>
    public string[] OrderedMetadataKeys => orderedMetadataKeys;

    /// <summary>How many silos are to be left.</summary>
    public int MinCandidates => minCandidates;

    /// <summary>Its place among the filters of the class.</summary>
    public int Order => order;
}
