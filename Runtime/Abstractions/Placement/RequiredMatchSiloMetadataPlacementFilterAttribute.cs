using System.Diagnostics.CodeAnalysis;
using Orleans.Placement;

namespace Orleans.Runtime.Placement.Filtering;

/// <summary>Only silos whose metadata equals that of the placing silo in all of the keys host the class.</summary>
/// <param name="metadataKeys">The keys.</param>
/// <param name="order">Its place among the filters of the class.</param>
[AttributeUsage(AttributeTargets.Class)]
[Experimental("ORLEANSEXP004")]
public sealed class RequiredMatchSiloMetadataPlacementFilterAttribute(string[] metadataKeys, int order = 0)
    : PlacementFilterAttribute(new RequiredMatchSiloMetadataPlacementFilterStrategy(metadataKeys, order))
{
    /// <summary>The keys.</summary>
    public string[] MetadataKeys => metadataKeys;

    /// <summary>Its place among the filters of the class.</summary>
    public int Order => order;
}
