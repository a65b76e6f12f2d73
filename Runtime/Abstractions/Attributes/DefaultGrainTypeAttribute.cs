using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>Which grain class serves the interface when several implement it.</summary>
/// <param name="grainType">The class's stable name.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class DefaultGrainTypeAttribute(string grainType) : Attribute
{
    /// <summary>The class's stable name.</summary>
    public GrainType GrainType { get; } = GrainType.Create(grainType);
}
