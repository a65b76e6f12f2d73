using System.Collections.Immutable;

namespace Orleans.Metadata;

/// <summary>What the cluster knows of a grain class, as text.</summary>
/// <param name="values">The properties.</param>
public sealed class GrainProperties(ImmutableDictionary<string, string> values)
{
    /// <summary>The properties.</summary>
    public ImmutableDictionary<string, string> Properties { get; } = values;
}
