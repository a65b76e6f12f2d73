using System.Collections.Immutable;

namespace Krewe.Models;

/// <summary>One input or output of a model.</summary>
[GenerateSerializer, Immutable, Alias("krewe.TensorSpec")]
public sealed record TensorSpec
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>One of the protocol's datatypes, such as <c>FP32</c>.</summary>
    [Id(1)]
    public required string Datatype { get; init; }

    /// <summary>Its shape; -1 is a dimension that varies.</summary>
    [Id(2)]
    public required ImmutableArray<long> Shape { get; init; }
}
