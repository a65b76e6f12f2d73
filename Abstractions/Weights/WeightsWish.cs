using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Weights;

/// <summary>A file that a pool wants a host to have before anything there needs it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.WeightsWish")]
public sealed record WeightsWish
{
    /// <summary>The file.</summary>
    [Id(0)]
    public required WeightsSpec Weights { get; init; }

    /// <summary>For which model.</summary>
    [Id(1)]
    public required ModelKey Model { get; init; }

    /// <summary>Why it is fetched; never <see cref="WeightsUrgency.Start"/>, which replicas are themselves.</summary>
    [Id(2)]
    public required WeightsUrgency Urgency { get; init; }

    /// <summary>Uses that are expected in the next hour, at least 0: what it is worth beside other files.</summary>
    [Id(3)]
    public double ExpectedUses { get; init; }
}
