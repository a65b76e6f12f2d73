using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Puts a placement filter on a grain class.</summary>
/// <param name="placement">The filter's settings.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class PlacementFilterAttribute(PlacementFilterStrategy placement) : Attribute, IGrainPropertiesProviderAttribute
{
    /// <summary>The filter's settings.</summary>
    public PlacementFilterStrategy PlacementFilterStrategy { get; } = placement;

    /// <inheritdoc/>
    public virtual void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        PlacementFilterStrategy.PopulateGrainProperties(services, grainClass, grainType, properties);
}
