using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Says by which strategy activations of a class are placed.</summary>
/// <param name="placement">The strategy.</param>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PlacementAttribute(PlacementStrategy placement) : Attribute, IGrainPropertiesProviderAttribute
{
    /// <summary>The strategy.</summary>
    public PlacementStrategy PlacementStrategy { get; } = placement;

    /// <inheritdoc/>
    public virtual void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        PlacementStrategy.PopulateGrainProperties(services, grainClass, grainType, properties);
}
