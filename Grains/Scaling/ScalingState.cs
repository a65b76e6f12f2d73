using System.Collections.Immutable;

namespace Krewe.Grains.Scaling;

/// <summary>What is kept of scaling: what the margins have tuned themselves to. The numbers of replicas are kept by the pool.</summary>
[GenerateSerializer, Alias("krewe.ScalingState")]
public sealed record ScalingState
{
    /// <summary>The tolerances by model.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, double> Tolerances { get; init; } =
        ImmutableSortedDictionary<string, double>.Empty.WithComparers(StringComparer.Ordinal);
}
