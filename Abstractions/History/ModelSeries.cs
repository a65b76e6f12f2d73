using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.History;

/// <summary>A model as one silo saw it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelSeries")]
public sealed record ModelSeries
{
    /// <summary>Which model.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>Its seconds, oldest first.</summary>
    [Id(1)]
    public ImmutableArray<ModelSample> Samples { get; init; } = [];
}
