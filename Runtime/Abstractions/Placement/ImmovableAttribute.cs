namespace Orleans.Placement;

/// <summary>Automatic movers leave activations of the class where they are; explicit requests still move them.</summary>
/// <param name="kind">Which movers.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ImmovableAttribute(ImmovableKind kind = ImmovableKind.Any) : Attribute
{
    /// <summary>Which movers.</summary>
    public ImmovableKind Kind { get; } = kind;
}
