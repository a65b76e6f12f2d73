using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>How a silo is chosen for a new activation; the choice itself is made by the strategy's director.</summary>
public abstract class PlacementStrategy
{
    /// <summary>Whether activations are entered in the grain directory.</summary>
    public virtual bool IsUsingGrainDirectory => true;

    /// <summary>Takes its settings out of the grain's properties.</summary>
    /// <param name="properties">The grain class's properties.</param>
    public virtual void Initialize(GrainProperties properties)
    {
    }

    /// <summary>Puts its settings into the grain's properties.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="grainClass">The grain class.</param>
    /// <param name="grainType">Its stable name.</param>
    /// <param name="properties">Its properties.</param>
    public virtual void PopulateGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        properties["placement-strategy"] = GetType().Name;
    }
}
