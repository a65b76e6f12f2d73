namespace Orleans.Runtime;

/// <summary>The stable name of a grain interface.</summary>
/// <param name="value">The name.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class GrainInterfaceTypeAttribute(string value) : Attribute
{
    /// <summary>The name.</summary>
    public GrainInterfaceType Type { get; } = new(value);
}
