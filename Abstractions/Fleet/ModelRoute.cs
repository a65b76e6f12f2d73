using System.Collections.Immutable;
using Krewe.Fleet.Regions;
using Krewe.Naming;

namespace Krewe.Fleet;

/// <summary>Where the requests of a model that may be executed in several regions go.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelRoute")]
public sealed record ModelRoute
{
    /// <summary>The model, in its own region.</summary>
    [Id(0)]
    public required ModelKey Home { get; init; }

    /// <summary>The same model in other regions where its requests may be executed.</summary>
    [Id(1)]
    public ImmutableArray<ModelKey> Elsewhere { get; init; } = [];

    /// <summary>Of those, the ones that were made for it: a request that finds one there is a request of this model.</summary>
    [Id(4)]
    public ImmutableArray<ModelKey> Copies { get; init; } = [];

    /// <summary>Of a thousand requests, how many are for its own region: 1,000 when that serves it wholly, 0 when it is lost or left, in between on the way.</summary>
    [Id(2)]
    public int HomeThousandths { get; init; } = 1_000;

    /// <summary>Whether replicas elsewhere are kept at all times: fronts there ask those first.</summary>
    [Id(3)]
    public bool Standby { get; init; }

    /// <summary>Why it is served elsewhere although its own region lives; null while it is not.</summary>
    [Id(5)]
    public RegionMoveReason? Reason { get; init; }
}
