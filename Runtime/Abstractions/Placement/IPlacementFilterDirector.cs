using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Placement;

/// <summary>Leaves out silos before one is chosen. One instance serves all calls, on any thread.</summary>
public interface IPlacementFilterDirector
{
    /// <summary>The silos that are left.</summary>
    /// <param name="filterStrategy">The filter's settings.</param>
    /// <param name="target">What is to be placed.</param>
    /// <param name="silos">The silos that are there.</param>
    IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos);
}
