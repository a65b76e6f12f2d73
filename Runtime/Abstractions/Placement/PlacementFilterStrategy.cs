using System.Globalization;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>The settings of a placement filter; the filtering itself is done by its director.</summary>
/// <param name="order">Filters of a class run in ascending order; no two have the same.</param>
public abstract class PlacementFilterStrategy(int order)
{
    private const string OrderKey = "order";

    /// <summary>Its place among the filters of the class.</summary>
    public int Order { get; private set; } = order;

    /// <summary>Takes its settings out of the grain's properties.</summary>
    /// <param name="properties">The grain class's properties.</param>
    public void Initialize(GrainProperties properties)
    {
        if (GetPlacementFilterGrainProperty(OrderKey, properties) is { } text)
        {
            Order = int.Parse(text, CultureInfo.InvariantCulture);
        }

        AdditionalInitialize(properties);
    }

    /// <summary>Puts its settings into the grain's properties.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="grainClass">The grain class.</param>
    /// <param name="grainType">Its stable name.</param>
    /// <param name="properties">Its properties.</param>
    public void PopulateGrainProperties(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        properties[Key(OrderKey)] = Order.ToString(CultureInfo.InvariantCulture);
        foreach (var (key, value) in GetAdditionalGrainProperties(services, grainClass, grainType, properties))
        {
            properties[Key(key)] = value;
        }
    }

    /// <summary>Takes settings of its own out of the properties.</summary>
    /// <param name="properties">The grain class's properties.</param>
    public virtual void AdditionalInitialize(GrainProperties properties)
    {
    }

    /// <summary>A setting of this filter, or null.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="properties">The grain class's properties.</param>
    protected string? GetPlacementFilterGrainProperty(string key, GrainProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return properties.Properties.GetValueOrDefault(Key(key));
    }

    /// <summary>Settings of its own, to be found again by <see cref="GetPlacementFilterGrainProperty"/>.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="grainClass">The grain class.</param>
    /// <param name="grainType">Its stable name.</param>
    /// <param name="existingProperties">What is there already.</param>
    protected virtual IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) => [];

    private string Key(string key) => $"{GetType().Name}.{key}";
}
