using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>An attribute that adds to the properties of the grain class it stands on.</summary>
public interface IGrainPropertiesProviderAttribute
{
    /// <summary>Adds its properties.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="grainClass">The grain class.</param>
    /// <param name="grainType">Its stable name.</param>
    /// <param name="properties">Its properties.</param>
    void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties);
}
