using System.Collections.Immutable;

namespace Krewe.Models;

/// <summary>What a model takes and gives, as its server tells.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelSignature")]
public sealed record ModelSignature
{
    /// <summary>What the server says it runs on; may be empty.</summary>
    [Id(0)]
    public string Platform { get; init; } = "";

    /// <summary>The inputs.</summary>
    [Id(1)]
    public ImmutableArray<TensorSpec> Inputs { get; init; } = [];

    /// <summary>The outputs.</summary>
    [Id(2)]
    public ImmutableArray<TensorSpec> Outputs { get; init; } = [];
}
