using Orleans.Runtime;

namespace Orleans;

/// <summary>The stable name of a grain class.</summary>
/// <param name="grainType">The name, unique in the cluster.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    /// <summary>The name.</summary>
    public GrainType GrainType { get; } = GrainType.Create(grainType);
}
