using System.Collections.Immutable;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Grains.Scaling;

/// <summary>What is kept of scaling: what the margins have tuned themselves to. The numbers of replicas are kept by the pool.</summary>
[GenerateSerializer, Alias("krewe.ScalingState")]
public sealed record ScalingState
{
    /// <summary>The tolerances by model, and by model and class with a blank between.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, double> Tolerances { get; init; } =
        ImmutableSortedDictionary<string, double>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The name under which that of a class is kept.</summary>
    /// <param name="model">The model.</param>
    /// <param name="class">The class.</param>
    public static string NameOf(ModelKey model, ServiceClass @class) => $"{model} {@class.ToString().ToLowerInvariant()}";

    /// <summary>That of a model, or of one of its classes; null where none was kept.</summary>
    /// <param name="model">The model.</param>
    /// <param name="class">The class; null for all of its requests.</param>
    public double? ToleranceOf(ModelKey model, ServiceClass? @class = null) =>
        Tolerances.TryGetValue(@class is { } one ? NameOf(model, one) : model.ToString(), out var stored) ? stored : null;
}
